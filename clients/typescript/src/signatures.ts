/** Whether a webhook's delivery comes from the desk. */

import { PolydeskError } from "./errors.js";

const TOLERANCE_SECONDS = 300;
const FORM = /^t=([0-9]{1,12})((?:,v1=[0-9a-f]{64}){1,10})$/;

/** The delivery was not signed with this secret, was changed on its way, or is an old one sent again. */
export class SignatureError extends PolydeskError {
  override name = "SignatureError";
}

/** Seconds: how old a signature may be, and the time to compare it with, if not now. */
export interface SignatureOptions {
  tolerance?: number;
  now?: number;
}

/** Check the header X-Polydesk-Signature against the body as it came; throws SignatureError. */
export async function verifySignature(
  body: Uint8Array | string,
  signature: string,
  secret: string,
  options: SignatureOptions = {},
): Promise<void> {
  const found = FORM.exec(signature);
  if (found === null) throw new SignatureError("this is no signature");
  const [, time = "", given = ""] = found;
  if (!(await isSigned(time, body, given.slice(",v1=".length).split(",v1="), secret))) {
    throw new SignatureError("the signature does not fit the body and the secret");
  }
  const { tolerance = TOLERANCE_SECONDS, now = Date.now() / 1000 } = options;
  if (Math.abs(now - Number(time)) > tolerance) throw new SignatureError("the signature is too old");
}

async function isSigned(time: string, body: Uint8Array | string, given: string[], secret: string): Promise<boolean> {
  const encoder = new TextEncoder();
  const head = encoder.encode(`${time}.`);
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  const signed = new Uint8Array(head.length + bytes.length);
  signed.set(head);
  signed.set(bytes, head.length);
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), hmac, false, ["verify"]);
  const checks = given.map((one) => crypto.subtle.verify("HMAC", key, fromHex(one), signed));
  return (await Promise.all(checks)).includes(true);
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}
