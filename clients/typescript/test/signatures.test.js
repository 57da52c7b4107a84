/** Signatures of deliveries, judged as the Python client judges them: its tests write the cases. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { SignatureError, verifySignature } from "@polydesk/client";

const file = process.env.POLYDESK_SIGNATURES;
const cases = file === undefined ? [] : JSON.parse(readFileSync(file, "utf8"));

for (const { body, signature, secret, now, expected } of cases) {
  test(`${signature} with ${secret} at ${now}`, async () => {
    const bytes = new Uint8Array(Buffer.from(body, "hex"));
    const checked = verifySignature(bytes, signature, secret, { now });
    await (expected ? checked : assert.rejects(checked, SignatureError));
  });
}

test("a text is as good as its bytes", async () => {
  const [good] = cases;
  if (good === undefined) return;
  const text = Buffer.from(good.body, "hex").toString("utf8");
  await verifySignature(text, good.signature, good.secret, { now: good.now });
});

test("now is the time unless another is said", async () => {
  const [good] = cases;
  if (good === undefined) return;
  await assert.rejects(verifySignature(good.body, good.signature, good.secret), SignatureError);
});
