"""osTicket's API as an ASGI application, mounted at `/api/` under any prefix."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import Executor
from typing import Any, TypeVar

from polydesk.api.osticket.answer import CONTENT_TYPE, TOO_LARGE, Answer
from polydesk.api.osticket.provider import Admitted, Parts, Request, admit, answer
from polydesk.api.osticket.routing import API, Route, find_route
from polydesk.desk.desk import Desk
from polydesk.desk.request import RequestDesk

OPERATION = "polydesk.operation"
"""Where the scope of a request says what was asked for, once it is answered."""
LARGEST_BODY = 40_000_000
"""Bytes: a mail of 25 MB, or as much in base64."""
_ALWAYS = [
    (b"content-type", CONTENT_TYPE.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; sandbox"),
    (b"cache-control", b"no-store"),
]
"""Answers repeat what was sent and call themselves HTML, so browsers are told to make nothing of them."""

T = TypeVar("T")
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class OsTicket:
    """Requests run in the server's threads. A long body is not read before its sender is known to be welcome."""

    def __init__(self, desk: Desk, threads: Executor, parts: Parts) -> None:
        self._desk = desk
        self._threads = threads
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _request(scope)
        message = await receive()
        if message.get("more_body"):
            result = await self._admit_then_read(request, message, receive)
        else:
            result = await self._in_a_thread(self._answer_at_once, request, message.get("body", b""))
        route = find_route(request.method, request.path, request.query)
        scope[OPERATION] = route.value if isinstance(route, Route) else ""
        await _send(send, result, head=scope["method"] == "HEAD")

    async def _admit_then_read(self, request: Request, first: Message, receive: Receive) -> Answer:
        admitted = await self._in_a_thread(self._admit, request)
        keeping = isinstance(admitted, Admitted)
        body = await _read(first, receive, keeping=keeping)
        if not isinstance(admitted, Admitted):
            return admitted
        return TOO_LARGE if body is None else await self._in_a_thread(self._answer, admitted, body)

    def _answer_at_once(self, request: Request, body: bytes) -> Answer:
        with RequestDesk(self._desk, request.peer) as desk:
            admitted = admit(desk, request)
            return answer(desk, self._parts, admitted, body) if isinstance(admitted, Admitted) else admitted

    def _admit(self, request: Request) -> Admitted | Answer:
        with RequestDesk(self._desk, request.peer) as desk:
            return admit(desk, request)

    def _answer(self, admitted: Admitted, body: bytes) -> Answer:
        with RequestDesk(self._desk, admitted.address) as desk:
            return answer(desk, self._parts, admitted, body)

    async def _in_a_thread(self, step: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, step, *arguments)


async def _read(first: Message, receive: Receive, *, keeping: bool) -> bytes | None:
    """The whole body, None if it is too large. What is not to be kept is only waited for."""
    chunks, size, message = [], 0, first
    while True:
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > LARGEST_BODY:
            return None
        if keeping:
            chunks.append(chunk)
        if not message.get("more_body"):
            return b"".join(chunks)
        message = await receive()


def _request(scope: Scope) -> Request:
    client = scope.get("client")
    return Request(
        method=scope["method"],
        path=API + scope["path"].partition(API)[2],
        query=scope["query_string"],
        headers={name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]},
        peer=client[0] if client else "",
    )


async def _send(send: Send, result: Answer, *, head: bool) -> None:
    body = result.text.encode("utf-8", "replace")
    headers = [(name.lower().encode(), value.encode()) for name, value in result.headers]
    headers += [*_ALWAYS, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": result.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})
