"""The Generic Interface as an ASGI application, mounted at `nph-genericinterface.pl` under any prefix."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import Executor
from typing import Any, TypeVar

from polydesk.api.generic_interface.answer import Answer
from polydesk.api.generic_interface.provider import Provision, Request
from polydesk.desk.desk import Desk

SCRIPT = "/nph-genericinterface.pl"
LARGEST_BODY = 110_000_000
"""Bytes; a little over what the largest MaxLength of the shipped services lets through."""

T = TypeVar("T")
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
TOO_LARGE = Answer(413, "text/plain; charset=UTF-8", b"Payload Too Large", (("Connection", "close"),))


OPERATION = "polydesk.operation"
"""Where the scope of a request says what was asked for, once it is answered."""
SMALL_BODY = 65_536
"""Bytes that are decoded at once; larger bodies are a thread's business."""


class GenericInterface:
    """Requests run in the server's threads, but for quick reads of a database that never makes a reader wait."""

    def __init__(self, desk: Desk, threads: Executor) -> None:
        self._desk = desk
        self._threads = threads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read(receive)
        result = TOO_LARGE if body is None else await self._answer(scope, _request(scope, body))
        await _send(send, result, head=scope["method"] == "HEAD")

    async def _answer(self, scope: Scope, request: Request) -> Answer:
        provision = Provision(self._desk, request)
        try:
            return await self._provided(provision, request)
        finally:
            scope[OPERATION] = provision.operation

    async def _provided(self, provision: Provision, request: Request) -> Answer:
        if not self._desk.database.is_sqlite or len(request.body) > SMALL_BODY:
            return await self._in_a_thread(provision.answer)
        provision.prepare()
        if provision.is_quick:
            result = provision.run()
        else:
            result = await self._in_a_thread(provision.run)
        if provision.has_log:
            await self._in_a_thread(provision.close)
        else:
            provision.close()
        return result

    async def _in_a_thread(self, step: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, step, *arguments)


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
