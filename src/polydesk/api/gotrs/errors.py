"""How this API says no. One table from the desk's errors to answers, looked up along the class's ancestry."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from polydesk.api.gotrs.answers import failure
from polydesk.api.gotrs.words import text_of
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.kernel.errors import Conflict, DeskError, Forbidden, Invalid, NotFound, Unavailable
from polydesk.kernel.storable import storable

LONGEST_NAME = 100


class Refused(Exception):
    """This request is answered with this status and text."""

    def __init__(self, status: int, error: str, *, headers: dict[str, str] | None = None, **beside: Any) -> None:
        super().__init__(error)
        self.status = status
        self.headers = headers
        self.beside = beside


def too_many(seconds: int, text: str, headers: Mapping[str, str] | None = None) -> Refused:
    """The caller is to wait."""
    return Refused(
        429,
        text,
        headers={**(headers or {}), "Retry-After": str(seconds)},
        code="core:rate_limited",
        retry_after_sec=seconds,
    )


def answer_of(error: DeskError) -> Response:
    """The answer to an error of the desk, in this API's words; what it says besides is the desk's own business."""
    status = next(_STATUSES[kind] for kind in type(error).__mro__ if kind in _STATUSES)
    return failure(status, text_of(error) or _TEXTS[status])


_STATUSES: dict[type, int] = {
    NotFound: 404,
    Forbidden: 403,
    Invalid: 400,
    Conflict: 409,
    Unavailable: 503,
    DeskError: 400,
}
_TEXTS = {
    404: "Not found",
    403: "Access denied",
    400: "Invalid request",
    409: "Already exists",
    503: "Service unavailable, try again later",
}


def add_handlers(app: FastAPI) -> None:
    """Whatever goes wrong is answered in the envelope of failures."""
    handlers: dict[type[Exception], Callable[[Request, Any], Response]] = {
        Refused: refusal,
        TooManyFailures: _slowed_down,
        DeskError: _desk_error,
        RequestValidationError: _invalid,
        HTTPException: _http,
        Exception: _crashed,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, cast(Any, handler))


def refusal(_request: Request, error: Refused) -> Response:
    return failure(error.status, str(error), headers=error.headers, **error.beside)


def _slowed_down(request: Request, error: TooManyFailures) -> Response:
    text = f"too many failed attempts, try again in {error.seconds} seconds"
    return refusal(request, too_many(error.seconds, text))


def _desk_error(_request: Request, error: DeskError) -> Response:
    return answer_of(error)


def _invalid(_request: Request, error: RequestValidationError) -> Response:
    """The first thing that is wrong, by the name the caller gave it; never the words of a library."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return failure(400, "Invalid request: the body is not JSON")
    kind, *place = first["loc"]
    if kind == "path":
        return failure(400, f"Invalid {place[0].removesuffix('_id').replace('_', ' ')} ID")
    if first["type"] == "missing":
        return failure(400, f"Invalid request: missing {'.'.join(map(str, place)) or 'body'}")
    return failure(400, f"Invalid request: invalid {_place(place, error.body) if kind == 'body' else place[0]}")


def _place(place: Sequence[str | int], body: Any) -> str:
    """As far as the body goes: what comes after it is which of several kinds a value should have been of."""
    found: list[str] = []
    for part in place:
        try:
            body = body[part]
        except (LookupError, TypeError):
            break
        found.append(storable(str(part), LONGEST_NAME))
    return ".".join(found) or "body"


def _http(_request: Request, error: HTTPException) -> Response:
    text = HTTPStatus(error.status_code).phrase
    return failure(error.status_code, text, headers=dict(error.headers or {}))


def _crashed(request: Request, _error: Exception) -> Response:
    structlog.get_logger().exception("request_crashed", method=request.method)
    return failure(500, "Internal server error")
