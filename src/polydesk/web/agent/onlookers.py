"""Who has a page open, and what they are told: one look at the database for all of this process, again and again.

Streams wait without a thread and without a connection.
"""

import asyncio
import json
import threading
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field

import structlog

from polydesk.desk.access.sessions import WEB_SESSIONS
from polydesk.desk.desk import Desk
from polydesk.desk.tickets.changes import (
    BACK,
    Change,
    Entry,
    Mark,
    history_mark,
    list_entries,
    list_missed,
    newest_entry,
    rows_of_tickets,
    seen_by,
    summed_up,
)
from polydesk.desk.tickets.presence import Company
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor
from polydesk.kernel.work import Look
from polydesk.web.agent.presence import company_message, new_company

PERIOD_SECONDS = 0.5
MOST_WAITING = 100
"""Messages a page has not taken yet; one that is so far behind is told no more than these."""
MOST_STREAMS = 12
"""Pages of one agent that listen at a time."""
CHECK_ROUNDS = 20
"""After so many rounds without news it is asked whether sessions have ended."""


@dataclass(eq=False)
class Onlooker:
    """A page that listens. `None` in its messages ends it."""

    actor: AgentActor
    token: str
    address: str
    ticket: int = 0
    """The one the page is about, if it is about one."""
    since: int = 0
    """The last entry of history the page knows of, until it has been told what came after it."""
    company: Company | None = None
    """Who else is at it, as the page was told last."""
    messages: "asyncio.Queue[str | None]" = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    def tell(self, message: str | None) -> None:
        if message is None and self.messages.full():
            self.messages.get_nowait()
        if not self.messages.full():
            self.messages.put_nowait(message)


class Onlookers:
    """Of one process. All but `_news` runs in the server's event loop."""

    def __init__(self, desk: Desk, threads: Executor, *, period_seconds: float = PERIOD_SECONDS) -> None:
        self._desk, self._threads, self._period = desk, threads, period_seconds
        self._present: set[Onlooker] = set()
        self._asking: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._known: set[int] = set()
        self._mark: Mark | None = None
        self._floor = 0
        self._rounds = 0
        self._lock = threading.Lock()

    def has_room(self, actor: AgentActor) -> bool:
        return sum(one.actor.id == actor.id for one in self._present) < MOST_STREAMS

    def join(self, one: Onlooker) -> None:
        self._present.add(one)
        if self._asking is None:
            self._loop = asyncio.get_running_loop()
            self._asking = self._loop.create_task(self._ask())

    def leave(self, one: Onlooker) -> None:
        """Nobody asks for nobody."""
        self._present.discard(one)
        if not self._present and self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def end(self) -> None:
        """From any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end_all)

    def _end_all(self) -> None:
        for one in self._present:
            one.tell(None)

    async def _ask(self) -> None:
        loop = asyncio.get_running_loop()
        self._mark = None
        while True:
            try:
                told = await loop.run_in_executor(self._threads, self._news, tuple(self._present))
                for one, message in told:
                    one.tell(message)
            except Exception:  # noqa: BLE001  a database that is away for a while ends no stream
                structlog.get_logger().exception("news_failed")
            await asyncio.sleep(self._period)

    def _news(self, present: Iterable[Onlooker]) -> list[tuple[Onlooker, str | None]]:
        """Who is to be told what. A session that has ended hears nothing more."""
        with self._lock, self._desk.look() as look:
            changes = summed_up(self._fresh(look))
            missed = {one: list_missed(look, after=one.since, ticket_id=one.ticket) for one in present if one.since}
            met = new_company(look, present)
            self._rounds += 1
            if not changes and not missed and not met and self._rounds % CHECK_ROUNDS:
                return []
            wanted = {change.ticket_id for listed in (changes, *missed.values()) for change in listed}
            wanted |= {one.ticket for one in met}
            rows = rows_of_tickets(look, wanted) if wanted else {}
            told: list[tuple[Onlooker, str | None]] = []
            for one in present:
                if WEB_SESSIONS.find(look, one.token, remote_address=one.address) is None:
                    told.append((one, None))
                    continue
                seen = seen_by(look, one.actor, rows) if rows else frozenset()
                told += [
                    (one, _message(one, change)) for change in missed.get(one, changes) if change.ticket_id in seen
                ]
                one.since = 0
                if one in met and one.ticket in seen:
                    told.append((one, company_message(look, one.ticket, met[one])))
            return told

    def _fresh(self, look: Look) -> list[Entry]:
        """What was not there the last time; at first nothing is new."""
        if self._mark is None:
            self._floor = newest_entry(look) - BACK
            self._known = {entry.id for entry in list_entries(look, after=self._floor)}
            self._mark = history_mark(look, floor=self._floor)
            return []
        mark = history_mark(look, floor=self._floor)
        if mark == self._mark:
            return []
        entries = [entry for entry in list_entries(look, after=self._floor) if entry.id not in self._known]
        self._floor = mark.newest - BACK
        self._known = {number for number in self._known if number > self._floor} | {entry.id for entry in entries}
        self._mark = history_mark(look, floor=self._floor)
        return entries


def _message(one: Onlooker, change: Change) -> str:
    """What customers and the desk itself do is done by the system agent, who may be signed in as well."""
    mine = change.agent_ids == {one.actor.id} != {SYSTEM_AGENT_ID}
    told = {"ticket": change.ticket_id, "kinds": sorted(change.kinds), "mine": mine}
    return f"id: {change.newest}\nevent: ticket\ndata: {json.dumps(told)}\n\n"
