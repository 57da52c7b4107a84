"""Out of the envelope: what a call gives back."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict

from polydesk_client.errors import ServerError, error_of

T = TypeVar("T")


class Pagination(BaseModel):
    model_config = ConfigDict(extra="allow")

    page: int = 1
    per_page: int = 0
    total: int = 0
    total_pages: int = 0
    has_next: bool = False
    has_prev: bool = False
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    items: list[T]
    pagination: Pagination


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` is the envelope's; `etag` names the version of what was read or written."""

    data: Any
    envelope: dict[str, Any]
    etag: str | None


def answer_of(response: httpx.Response) -> Answer:
    """Raises ApiError for a refusal. The health calls have no envelope: there `data` is the whole answer."""
    request_id = response.headers.get("x-request-id")
    body = _json(response)
    envelope = body if isinstance(body, dict) else {}
    if response.status_code >= 400:
        raise error_of(response.status_code, envelope, request_id)
    if body is None and response.content:
        raise ServerError(response.status_code, "the answer is no JSON", {}, request_id)
    data = envelope["data"] if "success" in envelope and "data" in envelope else body
    return Answer(data, envelope, response.headers.get("etag"))


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
