"""The Generic Interface as an ASGI application, mounted at `nph-genericinterface.pl` under any prefix."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import Executor
from typing import Any

from polydesk.api.generic_interface.answer import Answer
from polydesk.api.generic_interface.provider import Request, answer
from polydesk.desk.desk import Desk

SCRIPT = "/nph-genericinterface.pl"
LARGEST_BODY = 110_000_000
"""Bytes; a little over what the largest MaxLength of the shipped services lets through."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
TOO_LARGE = Answer(413, "text/plain; charset=UTF-8", b"Payload Too Large", (("Connection", "close"),))


class GenericInterface:
    """Requests run in the server's threads, one transaction at a time each."""

    def __init__(self, desk: Desk, threads: Executor) -> None:
        self._desk = desk
        self._threads = threads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read(receive)
        if body is None:
            result = TOO_LARGE
        else:
            loop = asyncio.get_running_loop()
            result = await loop.run_in_executor(self._threads, answer, self._desk, _request(scope, body))
        await _send(send, result, head=scope["method"] == "HEAD")


async def _read(receive: Receive) -> bytes | None:
    """The whole body, None if it is larger than any service takes."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    chunks, size = [body], len(body)
    while message.get("more_body"):
        message = await receive()
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > LARGEST_BODY:
            return None
    return b"".join(chunks)


def _request(scope: Scope, body: bytes) -> Request:
    whole_path = scope["raw_path"].partition(b"?")[0].decode("utf-8", "replace")
    client = scope.get("client")
    return Request(
        method=scope["method"],
        path=whole_path.partition(SCRIPT)[2],
        whole_path=whole_path,
        query=scope["query_string"],
        body=body,
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
        remote_address=client[0] if client else "",
    )


async def _send(send: Send, result: Answer, *, head: bool) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in result.headers]
    if result.content_type is not None:
        headers.append((b"content-type", result.content_type.encode("latin-1")))
    headers.append((b"content-length", str(len(result.body)).encode()))
    await send({"type": "http.response.start", "status": result.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else result.body})
