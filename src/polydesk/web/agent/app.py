"""The agents' pages as an ASGI application: whose request it is, whether it may change anything, and the headers."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.staticfiles import StaticFiles

from polydesk.desk.access.factors import has_to_set_up
from polydesk.desk.access.form_tokens import is_form_token
from polydesk.desk.access.sessions import WEB_SESSIONS, Session
from polydesk.desk.desk import Desk
from polydesk.desk.own_pages import is_from_own_pages
from polydesk.desk.request import RequestDesk
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Conflict, DeskError, Forbidden, Invalid, NotFound, Unavailable
from polydesk.web.agent import account_factors, sign_in, stream
from polydesk.web.agent.broken import CRASHED, broken
from polydesk.web.agent.cookies import NAME
from polydesk.web.agent.onlookers import Onlooker, Onlookers
from polydesk.web.agent.page import Page, View
from polydesk.web.agent.routes import PAGES, UNATTENDED, VISITS
from polydesk.web.agent.sent_forms import MOST_FILES, SMALL, is_small, largest_form, read_form
from polydesk.web.agent.visit import Visit
from polydesk.web.rendering import STATIC, static_url

OPERATION = "polydesk.operation"
"""Where the scope of a request says what was asked for."""
SERVED_BY = "polydesk.agent_pages"
"""Where it says whose pages they are."""
SAFE_METHODS = frozenset(("GET", "HEAD"))
STATUSES: dict[type[DeskError], int] = {NotFound: 404, Forbidden: 403, Invalid: 422, Conflict: 409, Unavailable: 503}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PRIVATE = [
    (b"content-security-policy", CSP.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]
"""Headers of every answer that has none of its own."""
Application = Callable[[Any, Any, Any], Awaitable[None]]


class AgentPages:
    """Pages are made in the server's threads."""

    def __init__(self, desk: Desk, threads: Executor) -> None:
        self._desk = desk
        self._threads = threads
        self._onlookers = Onlookers(desk, threads)
        router = Router(routes=_routes(), redirect_slashes=True, default=_nowhere)
        router.mount("/static", _Static(directory=STATIC))
        self._app: Application = GZipMiddleware(router, minimum_size=1000)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in PRIVATE if one[0] not in given)]
            await send(message)

        scope[SERVED_BY] = self
        try:
            await self._app(scope, receive, sending)
        except HTTPException as error:
            await broken(Request(scope), error.status_code, error.headers)(scope, receive, sending)

    async def _public(self, view: Callable[[Visit], Response], request: Request) -> Response:
        """For whoever is not signed in yet."""
        form = FormData()
        if request.method not in SAFE_METHODS:
            if not is_from_own_pages(request.headers, if_silent=False):
                return broken(request, 403)
            form = await read_form(request, most_bytes=SMALL, most_files=0)
        return await self._in_a_thread(request, lambda desk: view(Visit(request, desk, form)))

    async def _stream(self, _view: None, request: Request) -> Response:
        """Whose it is was settled by the time it starts; nothing is held open while it waits."""
        found: list[Onlooker] = []

        def look_for(desk: RequestDesk) -> Response:
            session = _session(request, desk)
            if session is None or not isinstance(session.actor, AgentActor):
                return Response(status_code=401)
            if has_to_set_up(desk.look(), session.actor, session.signed_in_by):
                return Response(status_code=403)
            found.append(Onlooker(session.actor, request.cookies[NAME], _address(request), *stream.asked(request)))
            return Response()

        refused = await self._in_a_thread(request, look_for)
        return stream.stream(self._onlookers, found[0]) if found else refused

    async def _page(self, view: View, request: Request) -> Response:
        if request.method in SAFE_METHODS:
            return await self._in_a_thread(request, lambda desk: self._answer(view, request, desk, {}))
        if not is_from_own_pages(request.headers, if_silent=False):
            return broken(request, 403)
        room = SMALL if is_small(request) else await self._room_for(request)
        form = await read_form(request, most_bytes=room, most_files=MOST_FILES)
        try:
            return await self._in_a_thread(request, lambda desk: self._answer(view, request, desk, {"form": form}))
        finally:
            await form.close()  # lets go of files that were sent

    async def _room_for(self, request: Request) -> int:
        """How many bytes are taken from whoever sends this."""
        room = [SMALL]

        def look_for(desk: RequestDesk) -> Response:
            if _session(request, desk):
                room.append(largest_form(desk.look()))
            return Response()

        await self._in_a_thread(request, look_for)
        return room[-1]

    def end_streams(self) -> None:
        """The server is about to stop, and waits for whoever is still being answered."""
        self._onlookers.end()

    def _answer(self, view: View, request: Request, desk: RequestDesk, sent: dict[str, Any]) -> Response:
        token, session = request.cookies.get(NAME, ""), _session(request, desk)
        if session is None or not isinstance(session.actor, AgentActor):
            is_unattended = request.url.path in UNATTENDED  # nobody is taken away from what they are writing
            return Response(status_code=204) if is_unattended else sign_in.to_sign_in(request)
        page = Page(request, desk, session.actor, token, session.id, **sent)
        if sent and not is_form_token(token, request.headers.get("x-csrf-token", "") or page.text("csrf")):
            return page.show("agent/problem.html", 403, problem="form")
        path = request.url.path
        if not account_factors.is_open_to_all(path) and has_to_set_up(desk.look(), page.agent, session.signed_in_by):
            return Response(status_code=204) if path in UNATTENDED else page.go(account_factors.PATH)
        if session.is_stale and path not in UNATTENDED:
            with desk.work() as work:
                WEB_SESSIONS.note_use(work, token)
        try:
            return view(page)
        except DeskError as error:
            status = next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)
            return page.show("agent/problem.html", status, problem=error.code)

    async def _in_a_thread(self, request: Request, step: Callable[[RequestDesk], Response]) -> Response:
        def run() -> Response:
            with RequestDesk(self._desk, _address(request)) as desk:
                try:
                    return step(desk)
                except Exception:  # noqa: BLE001  the last line of defence
                    structlog.get_logger().exception("page_crashed", path=request.url.path)
                    return broken(request, CRASHED)

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)


@cache
def _routes() -> tuple[Route, ...]:
    """The same for every desk: there are hundreds of them to make."""
    return (
        *(_route(method, path, AgentPages._public, visit) for method, path, visit in VISITS),
        _route("GET", stream.PATH, AgentPages._stream, None),
        *(_route(method, path, AgentPages._page, view) for method, path, view in PAGES),
    )


def _route(
    method: str, path: str, answer: Callable[[AgentPages, Any, Request], Awaitable[Response]], view: object
) -> Route:
    async def endpoint(request: Request) -> Response:
        request.scope[OPERATION] = f"{request.method} {path}"
        return await answer(request.scope[SERVED_BY], view, request)

    return Route(path, endpoint, methods=[method])


async def _nowhere(_scope: Any, _receive: Any, _send: Any) -> None:
    raise HTTPException(404)


def _session(request: Request, desk: RequestDesk) -> Session | None:
    token = request.cookies.get(NAME, "")
    return WEB_SESSIONS.find(desk.look(), token, remote_address=_address(request)) if token else None


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


class _Static(StaticFiles):
    """Files of ours. An address that names their contents may be kept; of any other version it is not to be kept."""

    def file_response(self, full_path: Any, stat_result: Any, scope: Any, status_code: int = 200) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        is_this = static_url(Path(full_path).name).endswith(f"?{scope['query_string'].decode()}")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if is_this else "no-cache"
        return response
