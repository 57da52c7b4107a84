"""The envelopes every answer wears, but for those of the health calls."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from fastapi import Response

from polydesk.api.gotrs.paging import Paging

_encode = msgspec.json.Encoder().encode
MEDIA_TYPE = "application/json; charset=utf-8"


def ok(
    data: Any, *, status: int = 200, message: str | None = None, top: Mapping[str, Any] | None = None, **beside: Any
) -> Response:
    """Success. What is given `beside` stands at the top level, next to `data`; as `top`, whatever its keys are."""
    envelope = {"success": True, "data": data, **(top or {}), **beside}
    return _json(envelope if message is None else {**envelope, "message": message}, status)


def page(items: Sequence[Any], paging: Paging, total: int, **beside: Any) -> Response:
    """One page of a list, and where in the list it is."""
    return ok(items, pagination=paging.described(total), **beside)


def failure(status: int, error: str, *, headers: Mapping[str, str] | None = None, **beside: Any) -> Response:
    """`error` is for people; what is given `beside`, such as `code`, for programs."""
    response = _json({"success": False, "error": error, **beside}, status)
    response.headers.update(headers or {})
    return response


def _json(content: Any, status: int) -> Response:
    return Response(_encode(content), status_code=status, media_type=MEDIA_TYPE)
