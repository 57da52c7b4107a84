"""Bodies that are forms, read as if they were JSON with the same names."""

import json
from collections.abc import Callable, Coroutine, Iterator
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from polydesk.api.gotrs.call import knock
from polydesk.api.gotrs.errors import Refused

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
MOST_FIELDS = 100
_OTHER_NAMES = {"subject": "title", "description": "body"}
_NUMBERS = frozenset(("queue_id", "priority_id", "state_id", "type_id"))
_LONGEST_NUMBER = 20


class FormRoute(APIRoute):
    """A route whose operations take forms as well."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answer_form(request: Request) -> Response:
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            return await answer(await _readable(request, kind) if kind in (URLENCODED, MULTIPART) else request)

        return answer_form


async def _readable(request: Request, kind: str) -> Request:
    try:
        return await _as_json(request, kind)
    except Refused:
        await knock(request)
        raise


async def _as_json(request: Request, kind: str) -> Request:
    body = await request.body()
    fields = await run_in_threadpool(_read, body, kind, request.headers["content-type"])
    headers = [pair for pair in request.scope["headers"] if pair[0] not in (b"content-type", b"content-length")]
    request.scope["headers"] = [*headers, (b"content-type", b"application/json")]
    sent = json.dumps(fields).encode()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": sent, "more_body": False}

    return Request(request.scope, receive)


def _read(body: bytes, kind: str, content_type: str) -> dict[str, str | int]:
    """Of a field that comes twice the first counts; empty ones count as left out."""
    fields: dict[str, str | int] = {}
    for name, value in _urlencoded(body) if kind == URLENCODED else _multipart(body, content_type):
        if value:
            fields.setdefault(_OTHER_NAMES.get(name, name), _typed(name, value))
    return fields


def _typed(name: str, value: str) -> str | int:
    is_number = name in _NUMBERS and value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER
    return int(value) if is_number else value


def _urlencoded(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("utf-8", "replace")
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refused(400, "Invalid request: too many fields") from error


def _multipart(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    """Files are passed over."""
    head = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    try:
        parts: Any = BytesParser().parsebytes(head + body).get_payload()
    except RecursionError as error:
        raise Refused(400, "Invalid request: nested too deeply") from error
    for part in parts[:MOST_FIELDS] if isinstance(parts, list) else ():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str) and part.get_filename() is None and not part.is_multipart():
            payload = part.get_payload(decode=True)
            yield name, payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
