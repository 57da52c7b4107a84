"""The web application: every dialect under its own paths."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from polydesk.api.generic_interface.app import SCRIPT, GenericInterface
from polydesk.desk.desk import Desk

PREFIXES = ("/otobo", "/znuny", "/otrs", "")
"""Under each of these the Generic Interface answers, since every client insists on one of them."""


async def _front_page(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("Polydesk answers here.\n")


SQLITE_THREADS, POSTGRESQL_THREADS = 2, 6
"""More threads than can do something at once only wait for each other; with PostgreSQL they wait for the database."""


class App:
    """Looks at the path and hands the request to the dialect it belongs to."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        threads = SQLITE_THREADS if desk.database.is_sqlite else POSTGRESQL_THREADS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="desk")
        self._generic_interface = GenericInterface(desk, self._threads)
        paths = ("/", *(f"{prefix}/" for prefix in PREFIXES if prefix))
        self._pages = Starlette(routes=[Route(path, _front_page) for path in paths])

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and _is_generic_interface(scope["path"]):
            await self._generic_interface(scope, receive, send)
        else:
            await self._pages(scope, receive, send)


def _is_generic_interface(path: str) -> bool:
    before, script, rest = path.partition(SCRIPT)
    return bool(script) and before in PREFIXES and rest[:1] in ("", "/")
