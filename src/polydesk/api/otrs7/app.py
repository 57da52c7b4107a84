"""OTRS 7's API as an ASGI application."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from concurrent.futures import Executor
from functools import partial
from typing import Any

import structlog

from polydesk.api.otrs7.answers import VERSION, Answer, FileContent
from polydesk.api.otrs7.auth import authenticate
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.debugging import debugged
from polydesk.api.otrs7.errors import answer_of, too_large
from polydesk.api.otrs7.request import Request, Scope, parse_request
from polydesk.api.otrs7.routes import ROUTES
from polydesk.api.otrs7.routing import Operation
from polydesk.desk.access.customer_sessions import CUSTOMER_SESSIONS
from polydesk.desk.desk import Desk
from polydesk.desk.request import RequestDesk
from polydesk.kernel.errors import DeskError

OPERATION = "polydesk.operation"
"""Where the scope of a request says what was asked for, once it is answered."""
LARGEST_BODY = 40_000_000
"""Bytes. What a form may hold is a setting, and is less."""
PIECE = 262_144
"""Bytes of a file that are in memory at once."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Otrs7:
    """Requests run in the server's threads."""

    def __init__(self, desk: Desk, threads: Executor) -> None:
        self._desk = desk
        self._threads = threads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read(receive)
        found = ROUTES.find(scope["method"], scope["path"])
        if isinstance(found, Answer):
            answer = found
        else:
            operation, path = found
            scope[OPERATION] = f"{operation.method} {operation.path}"
            request = parse_request(scope, body)
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, self._answer, operation, path, request)
        await _send(send, answer, head=scope["method"] == "HEAD")

    def _answer(self, operation: Operation, path: Mapping[str, str], request: Request) -> Answer:
        with RequestDesk(self._desk, request.peer) as desk:
            made = partial(_answered, operation, path, request, desk)
            return debugged(self._desk.database, desk, request, made)


def _answered(operation: Operation, path: Mapping[str, str], request: Request, desk: RequestDesk) -> Answer:
    try:
        caller = authenticate(desk.look(), request, operation)
        if request.is_cut:
            return too_large().answer
        if caller and caller.is_stale and operation.counts_as_use:
            with desk.work() as work:
                CUSTOMER_SESSIONS.note_use(work, caller.handle)
        return operation.answer(Call(request, path, caller, desk))
    except Exception as error:  # noqa: BLE001  the last line of defence
        answer = answer_of(error)
        if answer.status == 500 or type(error) is DeskError:
            structlog.get_logger().exception("request_crashed", operation=operation.path)
        return answer


async def _read(receive: Receive) -> bytes | None:
    """The whole body, None if it is too large: then the rest is only waited for."""
    chunks, size = [], 0
    while True:
        message = await receive()
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size <= LARGEST_BODY:
            chunks.append(chunk)
        if not message.get("more_body"):
            return b"".join(chunks) if size <= LARGEST_BODY else None


async def _send(send: Send, answer: Answer, *, head: bool) -> None:
    always = {
        "content-type": answer.content_type,
        "content-length": str(answer.length),
        "x-otrs-api-version": VERSION,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    given = [(name.lower(), value) for name, value in answer.headers]
    named = {name for name, _ in given}
    headers = [*given, *((name, value) for name, value in always.items() if name not in named)]
    encoded = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    if answer.file is None:
        await send({"type": "http.response.body", "body": b"" if head else answer.body})
    else:
        await _send_file(send, answer.file, head=head)


async def _send_file(send: Send, file: FileContent, *, head: bool) -> None:
    with file.stream as stream:
        while not head and (piece := await asyncio.to_thread(stream.read, PIECE)):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
