/** One class for each way a call can fail. */
/** Any failure of a call. */
export declare class PolydeskError extends Error {
    name: string;
}
/** The server gave no answer: no connection, or none in time. Whether it did its work is not known. */
export declare class NotReachedError extends PolydeskError {
    name: string;
}
export interface Refusal {
    error?: unknown;
    code?: unknown;
    retry_after_sec?: unknown;
    [key: string]: unknown;
}
/** The server said no: `error` is its text for people, `code` the one for programs, if it sent one. */
export declare class ApiError extends PolydeskError {
    readonly status: number;
    readonly body: Refusal;
    readonly requestId: string | null;
    name: string;
    readonly error: string;
    constructor(status: number, body: Refusal, requestId: string | null);
    get code(): string | null;
    /** Seconds to wait, if the server said so. */
    get retryAfter(): number | null;
}
/** 400, 413 or 422: malformed, missing, too large, or an action that does not fit the state. */
export declare class InvalidRequestError extends ApiError {
    name: string;
}
/** 401: the credentials are wrong, or the token is good no more and could not be renewed. */
export declare class UnauthorizedError extends ApiError {
    name: string;
}
/** 403: signed in, but not allowed. */
export declare class ForbiddenError extends ApiError {
    name: string;
}
/** 404: there is none, or the caller may not see it. */
export declare class NotFoundError extends ApiError {
    name: string;
}
/** 409: something like it is there already. */
export declare class ConflictError extends ApiError {
    name: string;
}
/** 412: somebody changed it since its ETag was read. */
export declare class ChangedMeanwhileError extends ApiError {
    name: string;
}
/** 429: a limit is spent; see `retryAfter`. */
export declare class RateLimitedError extends ApiError {
    name: string;
}
/** 500 and above. */
export declare class ServerError extends ApiError {
    name: string;
}
export declare function errorOf(status: number, body: Refusal, requestId: string | null): ApiError;
