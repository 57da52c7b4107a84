/** One class for each way a call can fail. */
/** Any failure of a call. */
export class PolydeskError extends Error {
    name = "PolydeskError";
}
/** The server gave no answer: no connection, or none in time. Whether it did its work is not known. */
export class NotReachedError extends PolydeskError {
    name = "NotReachedError";
}
/** The server said no: `error` is its text for people, `code` the one for programs, if it sent one. */
export class ApiError extends PolydeskError {
    status;
    body;
    requestId;
    name = "ApiError";
    error;
    constructor(status, body, requestId) {
        const error = typeof body.error === "string" ? body.error : `HTTP status ${status}`;
        super(`${status}: ${error}`);
        this.status = status;
        this.body = body;
        this.requestId = requestId;
        this.error = error;
    }
    get code() {
        return typeof this.body.code === "string" ? this.body.code : null;
    }
    /** Seconds to wait, if the server said so. */
    get retryAfter() {
        return typeof this.body.retry_after_sec === "number" ? this.body.retry_after_sec : null;
    }
}
/** 400, 413 or 422: malformed, missing, too large, or an action that does not fit the state. */
export class InvalidRequestError extends ApiError {
    name = "InvalidRequestError";
}
/** 401: the credentials are wrong, or the token is good no more and could not be renewed. */
export class UnauthorizedError extends ApiError {
    name = "UnauthorizedError";
}
/** 403: signed in, but not allowed. */
export class ForbiddenError extends ApiError {
    name = "ForbiddenError";
}
/** 404: there is none, or the caller may not see it. */
export class NotFoundError extends ApiError {
    name = "NotFoundError";
}
/** 409: something like it is there already. */
export class ConflictError extends ApiError {
    name = "ConflictError";
}
/** 412: somebody changed it since its ETag was read. */
export class ChangedMeanwhileError extends ApiError {
    name = "ChangedMeanwhileError";
}
/** 429: a limit is spent; see `retryAfter`. */
export class RateLimitedError extends ApiError {
    name = "RateLimitedError";
}
/** 500 and above. */
export class ServerError extends ApiError {
    name = "ServerError";
}
const BY_STATUS = new Map([
    [401, UnauthorizedError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [409, ConflictError],
    [412, ChangedMeanwhileError],
    [429, RateLimitedError],
]);
export function errorOf(status, body, requestId) {
    const Kind = BY_STATUS.get(status) ?? (status >= 500 ? ServerError : InvalidRequestError);
    return new Kind(status, body, requestId);
}
