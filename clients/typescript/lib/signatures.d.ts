/** Whether a webhook's delivery comes from the desk. */
import { PolydeskError } from "./errors.js";
/** The delivery was not signed with this secret, was changed on its way, or is an old one sent again. */
export declare class SignatureError extends PolydeskError {
    name: string;
}
/** Seconds: how old a signature may be, and the time to compare it with, if not now. */
export interface SignatureOptions {
    tolerance?: number;
    now?: number;
}
/** Check the header X-Polydesk-Signature against the body as it came; throws SignatureError. */
export declare function verifySignature(body: Uint8Array | string, signature: string, secret: string, options?: SignatureOptions): Promise<void>;
