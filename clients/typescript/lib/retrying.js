/** When a call is worth another try, and how long to wait before. */
/** Statuses after which the same call may well work a little later. None of them means that it was done. */
const PASSING = new Set([429, 502, 503, 504]);
export const DEFAULT_RETRIES = { tries: 4, firstWait: 250, longestWait: 30_000 };
/** Milliseconds, or null for an answer that is to be taken as it is. */
export function waitAfter(retries, response, tried) {
    if (!PASSING.has(response.status) || tried >= retries.tries)
        return null;
    const named = response.headers.get("retry-after") ?? "";
    if (!/^\d+$/.test(named))
        return waitFor(retries, tried);
    const wait = Number(named) * 1000;
    return wait <= retries.longestWait ? wait : null;
}
/** Less a random part, so that many clients do not all come back at once. */
export function waitFor(retries, tried) {
    const longest = Math.min(retries.firstWait * 2 ** (tried - 1), retries.longestWait);
    return longest * (0.5 + Math.random() / 2);
}
export function pause(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
