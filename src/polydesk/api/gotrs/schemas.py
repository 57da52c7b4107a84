"""The envelopes, declared for the description of this API. Answers are built to them, tests compare."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Failure(BaseModel):
    """What every refusal looks like."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [{"success": False, "error": "Not found"}]})

    success: bool = False
    error: str
    code: str | None = None
    retry_after_sec: int | None = None


class Success(BaseModel, Generic[T]):
    model_config = ConfigDict(extra="allow")

    success: bool = True
    data: T
    message: str | None = None


class Pagination(BaseModel):
    model_config = ConfigDict(extra="allow")

    page: int
    per_page: int
    total: int
    total_pages: int
    has_next: bool
    has_prev: bool
    next_cursor: str | None = Field(None, description="Give it as `cursor` for what follows")


class PageOf(Success[list[T]], Generic[T]):
    pagination: Pagination


_MEANINGS = {
    400: "Malformed or missing input",
    401: "No token, or none that is good",
    403: "Signed in, but not allowed",
    404: "There is none, or the caller may not see it",
    409: "Something like it is there already",
    412: "It was changed meanwhile",
    413: "The body is too large",
    422: "Idempotency-Key used for another request",
    429: "A limit is spent",
    500: "Something went wrong in the server",
    503: "A part this depends on does not answer",
}


def refusals(*statuses: int, takes_input: bool = True) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation that may refuse like this; 401, 413, 429 and 500 go without saying.

    So does 400, unless nothing can be wrong with what the operation takes.
    """
    always = {400, 401, 413, 429, 500} if takes_input else {401, 413, 429, 500}
    return {status: {"model": Failure, "description": _MEANINGS[status]} for status in sorted({*always, *statuses})}
