"""`/api/v1` and `/api/auth` as one ASGI application."""

import re
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from polydesk.api.gotrs import (
    actions,
    admin_users,
    api_tokens,
    articles,
    audit_logs,
    bulk,
    change_ticket,
    create_ticket,
    dashboard,
    description_pages,
    groups,
    ldap,
    me,
    preferences,
    queues,
    saved_searches,
    search,
    sign_in,
    system,
    tickets,
    time_accounting,
    web_login,
    webhook_deliveries,
    webhooks,
)
from polydesk.api.gotrs.answers import failure
from polydesk.api.gotrs.call import DESK
from polydesk.api.gotrs.description import openapi_of
from polydesk.api.gotrs.errors import add_handlers
from polydesk.api.gotrs.idempotency import Idempotent
from polydesk.api.gotrs.limiting import STATE
from polydesk.api.gotrs.unreadable import refuse_strangers_first
from polydesk.desk.desk import Desk
from polydesk.desk.request import RequestDesk

LARGEST_BODY = 40_000_000
"""Bytes; attachments travel in bodies."""
VERSION = "1.0"
OPERATION = "polydesk.operation"
"""Where the scope of a request says what was asked for, once it is answered."""
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,100}")
ROUTERS = (
    bulk.router,  # before what takes `bulk` for a ticket
    ldap.router,
    me.router,  # before what takes `me` for the id of a user
    preferences.router,
    articles.router,
    sign_in.router,
    queues.router,
    search.router,
    saved_searches.router,
    dashboard.router,
    tickets.router,
    create_ticket.router,
    change_ticket.router,
    actions.router,
    time_accounting.router,
    api_tokens.router,
    audit_logs.router,
    groups.router,
    system.router,
    webhooks.router,
    webhook_deliveries.router,
    admin_users.router,  # last: it takes any word after `users` for a user
)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def describe() -> FastAPI:
    """All operations and their description, without a desk behind them."""
    app = FastAPI(
        title="Polydesk",
        version=VERSION,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    add_handlers(app)
    refuse_strangers_first(app)
    for router in (*ROUTERS, web_login.router, description_pages.router):
        app.include_router(router)
    app.openapi = partial(openapi_of, app)  # type: ignore[method-assign]  # FastAPI's own way to change it
    return app


class Gotrs:
    """Gives each request its desk, limits what it may send, and closes behind it."""

    def __init__(self, desk: Desk, threads: int) -> None:
        self._desk = desk
        self._threads = threads
        self._app = Idempotent(describe())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        to_thread.current_default_thread_limiter().total_tokens = self._threads
        answering = _Answering(scope, send)
        if _announced_length(scope) > LARGEST_BODY:
            await failure(413, "Request body too large")(scope, receive, answering.send)
            return
        with RequestDesk(self._desk, _origin(scope)) as desk:
            scope[DESK] = desk
            try:
                await self._app(scope, _bounded(receive), answering.send)
            except _TooLargeError:
                await failure(413, "Request body too large")(scope, receive, answering.send)
            finally:
                route = scope.get("route")
                scope[OPERATION] = f"{scope['method']} {route.path}" if route else ""
                if not desk.is_quick_to_read:
                    await run_in_threadpool(desk.close)


class _Answering:
    """Sends an answer with the headers all answers have."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = {**_always(self._scope), **self._scope.get(STATE, {})}
            given = {name for name, _ in message["headers"]}
            more = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
            message["headers"] = [*message["headers"], *(one for one in more if one[0] not in given)]
        await self._send(message)


def _always(scope: Scope) -> dict[str, str]:
    sent = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    known = sent.decode("latin-1") if _REQUEST_ID.fullmatch(sent) else ""
    return {
        "X-API-Version": VERSION,
        "X-Request-ID": known or str(uuid.uuid4()),
        "Content-Language": "en",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


class _TooLargeError(Exception):
    """The body is longer than it may be."""


def _origin(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


def _announced_length(scope: Scope) -> int:
    sent = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(sent) if sent.isdigit() else 0


def _bounded(receive: Receive) -> Receive:
    size = 0

    async def receive_less() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LARGEST_BODY:
            raise _TooLargeError
        return message

    return receive_less
