"""The web application: every dialect under its own paths."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from starlette.responses import PlainTextResponse

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


OPERATION, OTHER = "polydesk.operation", "other"
"""Where a dialect leaves the name of what a request asked for."""
Application = Callable[..., Awaitable[None]]

GOTRS_PATHS = ("/api/v1/", "/api/auth/")
OTRS7_PATHS = ("/api/customer/", "/api/frontend/", "/api/public/")


_FRONT_PAGE = PlainTextResponse("Polydesk answers here.\n")
"""At the paths clients are told to add theirs to."""


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
        self._gotrs = _Late(self._make_gotrs)
        self._otrs7 = _Late(self._make_otrs7)
        self._agent_pages = _Late(self._make_agent_pages)
        self._end_streams: Callable[[], None] = lambda: None
        # Loaded here, in the worker: how prometheus-client counts is settled by the environment it is loaded in.
        from polydesk.api.health.app import Health
        from polydesk.api.health.requests import Requests

        self._requests = Requests()
        self._health = Health(desk, self._requests)
        self._generic_interface = GenericInterface(desk, self._threads)
        self._osticket = OsTicket(desk, self._threads, Parts(self._run_jobs, self._take_mail, desk.domain_exists))
        self._front_pages = {f"{prefix}/" for prefix in (*PREFIXES, *OSTICKET_PREFIXES) if prefix}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if _is_generic_interface(path):
            await self._counted("generic interface", self._generic_interface, scope, receive, send)
        elif _is_osticket(path):
            await self._counted("osticket", self._osticket, scope, receive, send)
        elif _is_gotrs(path):
            await self._counted("gotrs", self._gotrs, scope, receive, send)
        elif path.startswith(OTRS7_PATHS):
            await self._counted("otrs7", self._otrs7, scope, receive, send)
        elif self._health.answers(path):
            await self._health(scope, receive, send)
        elif path in self._front_pages or scope["type"] != "http":
            await _FRONT_PAGE(scope, receive, send)
        else:
            await self._counted("agent pages", self._agent_pages, scope, receive, send)

    async def _counted(self, dialect: str, app: Application, scope: Any, receive: Any, send: Any) -> None:
        """What a request asked for is said by the dialect in its scope; nothing is known of those nobody has."""
        started, status = time.perf_counter(), 0

        async def noting(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await app(scope, receive, noting)
        finally:
            operation = scope.get(OPERATION) or OTHER
            self._requests.note(dialect, operation, status or 500, time.perf_counter() - started)

    def _make_gotrs(self) -> Application:
        from polydesk.api.gotrs.app import Gotrs

        return Gotrs(self.desk, self._thread_count)

    def _make_otrs7(self) -> Application:
        from polydesk.api.otrs7.app import Otrs7

        return Otrs7(self.desk, self._threads)

    def _make_agent_pages(self) -> Application:
        from polydesk.web.agent.app import AgentPages

        pages = AgentPages(self.desk, self._threads)
        self._end_streams = pages.end_streams
        return pages

    def end_streams(self) -> None:
        """What would go on for as long as somebody listens ends now."""
        self._end_streams()

    def _take_mail(self, raw: bytes, key: KeyEntry, address: str) -> TakenMail:
        """A mail that is kept for somebody to look at, or dropped by the desk's own rule, was taken all the same."""
        outcome = take_mail(self.desk, raw, source="api", remote_address=address, as_original=key.as_original)
        return TakenMail(outcome.number, outcome.refusal)

    def _run_jobs(self) -> None:
        """What is due of the periodic jobs, if nothing else runs them, and mail from every mailbox."""
        Scheduler(self.desk, PERIODIC, clock.now).run_due(threading.Event())
        if self._data_folder:
            fetch_all(self.desk, self._data_folder, patience_seconds=CRON_PATIENCE_SECONDS)


class _Late:
    """A dialect that is made when it is first asked for: what it loads costs memory, which not every desk needs."""

    def __init__(self, make: Callable[[], Application]) -> None:
        self._make = make
        self._made: Application | None = None
        self._making = asyncio.Lock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        made = self._made or await self._make_once()
        await made(scope, receive, send)

    async def _make_once(self) -> Application:
        async with self._making:
            if self._made is None:
                self._made = await asyncio.to_thread(self._make)
        return self._made


def _is_generic_interface(path: str) -> bool:
    before, script, rest = path.partition(SCRIPT)
    return bool(script) and before in PREFIXES and rest[:1] in ("", "/")


def _is_gotrs(path: str) -> bool:
    return path.startswith(GOTRS_PATHS)


def _is_osticket(path: str) -> bool:
    before, slash, rest = path.partition(API)
    return bool(slash) and before in OSTICKET_PREFIXES and is_ours(API + rest)
