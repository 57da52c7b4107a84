"""One exception for each way a call can fail."""

from typing import Any


class PolydeskError(Exception):
    """Any failure of a call."""


class NotReachedError(PolydeskError):
    """The server gave no answer: no connection, or none in time. Whether it did its work is not known."""


class ApiError(PolydeskError):
    """The server said no: `error` is its text for people, `code` the one for programs, if it sent one."""

    def __init__(self, status: int, error: str, body: dict[str, Any], request_id: str | None = None) -> None:
        super().__init__(f"{status}: {error}")
        self.status = status
        self.error = error
        self.body = body
        self.request_id = request_id

    @property
    def code(self) -> str | None:
        code = self.body.get("code")
        return code if isinstance(code, str) else None

    @property
    def retry_after(self) -> int | None:
        """Seconds to wait, if the server said so."""
        seconds = self.body.get("retry_after_sec")
        return seconds if isinstance(seconds, int) else None


class InvalidRequestError(ApiError):
    """400, 413 or 422: malformed, missing, too large, or an action that does not fit the state."""


class UnauthorizedError(ApiError):
    """401: the credentials are wrong, or the token is good no more and could not be renewed."""


class ForbiddenError(ApiError):
    """403: signed in, but not allowed."""


class NotFoundError(ApiError):
    """404: there is none, or the caller may not see it."""


class ConflictError(ApiError):
    """409: something like it is there already."""


class ChangedMeanwhileError(ApiError):
    """412: somebody changed it since its ETag was read."""


class RateLimitedError(ApiError):
    """429: a limit is spent; see `retry_after`."""


class ServerError(ApiError):
    """500 and above."""


_BY_STATUS: dict[int, type[ApiError]] = {
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    412: ChangedMeanwhileError,
    429: RateLimitedError,
}


def error_of(status: int, body: dict[str, Any], request_id: str | None) -> ApiError:
    kind = _BY_STATUS.get(status, ServerError if status >= 500 else InvalidRequestError)
    error = body.get("error")
    return kind(status, error if isinstance(error, str) else f"HTTP status {status}", body, request_id)
