"""The web application: every dialect under its own paths."""

import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from polydesk.api.generic_interface.app import SCRIPT, GenericInterface
from polydesk.api.osticket.app import OsTicket
from polydesk.api.osticket.provider import Parts, TakenMail
from polydesk.api.osticket.routing import API, is_ours
from polydesk.desk.desk import Desk
from polydesk.desk.intake.registry import KeyEntry
from polydesk.kernel import clock
from polydesk.kernel.scheduler import Scheduler
from polydesk.mail.accept import take_mail
from polydesk.mail.fetch.fetch_all import fetch_all
from polydesk.wiring import PERIODIC

PREFIXES = ("/otobo", "/znuny", "/otrs", "")
"""Under each of these the Generic Interface answers, since every client insists on one of them."""
OSTICKET_PREFIXES = ("/osticket", "")
"""Under each of these osTicket's API answers, at `/api/`."""


GOTRS_PATHS = ("/api/v1/", "/api/auth/")


async def _front_page(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("Polydesk answers here.\n")


SQLITE_THREADS, POSTGRESQL_THREADS = 2, 6
"""More threads than can do something at once only wait for each other; with PostgreSQL they wait for the database."""

CRON_PATIENCE_SECONDS = 20.0
"""How long a call of osTicket's cron waits for slow mailboxes; they go on without it."""


class App:
    """Looks at the path and hands the request to the dialect it belongs to."""

    def __init__(self, desk: Desk, data_folder: Path | None = None) -> None:
        """Without a data folder no mail is fetched by osTicket's cron."""
        self.desk = desk
        self._data_folder = data_folder
        threads = SQLITE_THREADS if desk.database.is_sqlite else POSTGRESQL_THREADS
        self._thread_count = threads
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="desk")
        self._made_gotrs: Callable[..., Awaitable[None]] | None = None
        self._generic_interface = GenericInterface(desk, self._threads)
        self._osticket = OsTicket(desk, self._threads, Parts(self._run_jobs, self._take_mail, desk.domain_exists))
        paths = ("/", *(f"{prefix}/" for prefix in (*PREFIXES, *OSTICKET_PREFIXES) if prefix))
        self._pages = Starlette(routes=[Route(path, _front_page) for path in paths])

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and _is_generic_interface(scope["path"]):
            await self._generic_interface(scope, receive, send)
        elif scope["type"] == "http" and _is_osticket(scope["path"]):
            await self._osticket(scope, receive, send)
        elif scope["type"] == "http" and _is_gotrs(scope["path"]):
            await (await self._gotrs())(scope, receive, send)
        else:
            await self._pages(scope, receive, send)

    async def _gotrs(self) -> Callable[..., Awaitable[None]]:
        """Made when it is first asked for: its declared models cost memory and half a second, which not every desk needs."""
        if self._made_gotrs is None:
            from polydesk.api.gotrs.app import Gotrs

            self._made_gotrs = Gotrs(self.desk, self._thread_count)
        return self._made_gotrs

    def _take_mail(self, raw: bytes, key: KeyEntry, address: str) -> TakenMail:
        """A mail that is kept for somebody to look at, or dropped by the desk's own rule, was taken all the same."""
        outcome = take_mail(self.desk, raw, source="api", remote_address=address, as_original=key.as_original)
        return TakenMail(outcome.number, outcome.refusal)

    def _run_jobs(self) -> None:
        """What is due of the periodic jobs, if nothing else runs them, and mail from every mailbox."""
        Scheduler(self.desk, PERIODIC, clock.now).run_due(threading.Event())
        if self._data_folder:
            fetch_all(self.desk, self._data_folder, patience_seconds=CRON_PATIENCE_SECONDS)


def _is_generic_interface(path: str) -> bool:
    before, script, rest = path.partition(SCRIPT)
    return bool(script) and before in PREFIXES and rest[:1] in ("", "/")


def _is_gotrs(path: str) -> bool:
    return path.startswith(GOTRS_PATHS)


def _is_osticket(path: str) -> bool:
    before, slash, rest = path.partition(API)
    return bool(slash) and before in OSTICKET_PREFIXES and is_ours(API + rest)
