/** When a call is worth another try, and how long to wait before. */
/** `tries` counts the first one; waits are milliseconds, and double each time unless the server names one. */
export interface Retries {
    tries: number;
    firstWait: number;
    longestWait: number;
}
export declare const DEFAULT_RETRIES: Retries;
/** Milliseconds, or null for an answer that is to be taken as it is. */
export declare function waitAfter(retries: Retries, response: Response, tried: number): number | null;
/** Less a random part, so that many clients do not all come back at once. */
export declare function waitFor(retries: Retries, tried: number): number;
export declare function pause(milliseconds: number): Promise<void>;
