import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets import changes
from polydesk.desk.tickets.add_article import add_article
from polydesk.desk.tickets.changes import list_missed, newest_entry
from polydesk.desk.tickets.models import History
from polydesk.desk.tickets.set_state import set_state
from polydesk.web.agent.app import AgentPages
from polydesk.web.agent.onlookers import MOST_STREAMS, Onlookers
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA, BO, CORA
from tests.world.tickets import NOTE, opened

_HISTORY = History.metadata.tables["history"]
PATIENCE_SECONDS = 20
"""Nothing here takes as long; a stream that says nothing fails a test instead of holding it up."""


class Listener:
    """What a browser's EventSource hears."""

    def __init__(self, pages: AgentPages, browser: Browser, about: int = 0, since: int = 0) -> None:
        self._chunks: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._gone = asyncio.Event()
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "path": "/stream",
            "raw_path": b"/stream",
            "query_string": f"ticket={about or ''}&since={since}".encode(),
            "headers": [(b"host", b"desk.test"), (b"cookie", cookies.encode()), (b"accept-encoding", b"gzip")],
            "client": (browser.address, 5000),
            "server": ("desk.test", 80),
            "scheme": "http",
        }
        self._task = asyncio.create_task(pages(scope, self._receive, self._chunks.put))

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self._chunks.get(), PATIENCE_SECONDS)

    async def status(self) -> int:
        return int((await self.next())["status"])

    async def event(self) -> tuple[str, dict[str, Any]]:
        while True:
            text = (await self.next()).get("body", b"").decode()
            if "event: " in text:
                name, _, data = text.partition("event: ")[2].partition("\ndata: ")
                return name, json.loads(data)

    async def close(self) -> None:
        self._gone.set()
        await asyncio.wait_for(self._task, PATIENCE_SECONDS)


@asynccontextmanager
async def listening(desk: Desk, *browsers: Browser, about: int = 0) -> AsyncIterator[list[Listener]]:
    """They listen, perhaps from the page of a ticket, and what was there before is known."""
    with ThreadPoolExecutor(2) as threads:
        pages = AgentPages(desk, threads)
        pages._onlookers._period = 0.01
        listeners = [Listener(pages, one, about) for one in browsers]
        for one in listeners:
            assert await one.status() == 200
            assert b"retry" in (await one.next())["body"]
        while pages._onlookers._mark is None:
            await asyncio.sleep(0.01)
        yield listeners
        for one in listeners:
            await one.close()
        assert not pages._onlookers._present and pages._onlookers._asking is None


def run(desk: Desk, browsers: list[Browser], step: Callable[[list[Listener]], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with listening(desk, *browsers) as listeners:
            await step(listeners)

    asyncio.run(whole())


def _note(desk: Desk, ticket_id: int) -> None:
    with desk.work(ADA) as work:
        add_article(work, ticket_id, NOTE)


def _close(desk: Desk, ticket_id: int) -> None:
    with desk.work(BO) as work:
        closed = work.config(Catalogue).states.named("closed successful")
        assert closed
        set_state(work, ticket_id, closed.id)


def test_an_article_and_a_state_are_told_to_all_who_may_see_them(world: Desk, browser: Browser) -> None:
    ada, bo = browser.of("agent1", "agent1-pw"), browser.of("agent2", "agent2-pw")
    ticket_id = opened(world)

    async def step(listeners: list[Listener]) -> None:
        await asyncio.to_thread(_note, world, ticket_id)
        for one, mine in zip(listeners, (True, False), strict=True):
            name, data = await one.event()
            assert (name, data["ticket"], data["mine"]) == ("ticket", ticket_id, mine)
            assert "article" in data["kinds"]
        await asyncio.to_thread(_close, world, ticket_id)
        assert "state" in (await listeners[0].event())[1]["kinds"]

    run(world, [ada, bo], step)


def test_what_customers_do_is_news_to_the_system_agent_too(world: Desk, browser: Browser) -> None:
    root = browser.of("root@localhost", "root-pw-1")

    async def step(listeners: list[Listener]) -> None:
        await asyncio.to_thread(opened, world, CORA)
        assert (await listeners[0].event())[1]["mine"] is False

    run(world, [root], step)


def test_broken_object_level_authorization_of_news(world: Desk, browser: Browser) -> None:
    """Who may not see a ticket hears nothing of it; the next thing they hear is of another."""
    bo = browser.of("agent2", "agent2-pw")
    hidden, shown = opened(world, queue="Support"), opened(world)

    async def step(listeners: list[Listener]) -> None:
        await asyncio.to_thread(_note, world, hidden)
        await asyncio.to_thread(_note, world, shown)
        assert (await listeners[0].event())[1]["ticket"] == shown

    run(world, [bo], step)


def test_a_session_that_ends_hears_no_more(world: Desk, browser: Browser) -> None:
    ada = browser.of("agent1", "agent1-pw")
    ticket_id = opened(world)

    async def step(listeners: list[Listener]) -> None:
        await asyncio.to_thread(lambda: Browser(world, ada.address, dict(ada.cookies)).post("/logout"))
        await asyncio.to_thread(_note, world, ticket_id)
        assert (await listeners[0].event())[0] == "end"

    run(world, [ada], step)


def test_streams_end_when_the_server_stops(world: Desk, browser: Browser) -> None:
    ada = browser.of("agent1", "agent1-pw")

    async def whole() -> None:
        with ThreadPoolExecutor(2) as threads:
            pages = AgentPages(world, threads)
            listener = Listener(pages, ada)
            assert await listener.status() == 200
            await listener.next()
            pages.end_streams()
            assert (await listener.event())[0] == "end"
            await listener.close()

    asyncio.run(whole())


def test_what_happened_while_nobody_listened_is_told_at_once(world: Desk, browser: Browser) -> None:
    """Of what they may see, from the entry on that the page knows; what is told names the entry to go on from."""
    bo = browser.of("agent2", "agent2-pw")
    hidden, shown = opened(world, queue="Support"), opened(world)
    with world.look() as look:
        since = newest_entry(look)
    for one in (hidden, shown):
        _note(world, one)
    with world.look() as look:
        newest = newest_entry(look)

    async def whole() -> None:
        with ThreadPoolExecutor(2) as threads:
            pages = AgentPages(world, threads)
            listener = Listener(pages, bo, shown, since)
            assert await listener.status() == 200
            assert b"retry" in (await listener.next())["body"]
            message = (await listener.next())["body"].decode()
            assert message.startswith(f"id: {newest}\nevent: ticket\n")
            assert json.loads(message.partition("data: ")[2])["ticket"] == shown
            await listener.close()

    asyncio.run(whole())


def test_after_more_than_can_be_told_a_ticket_counts_as_changed(world: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST", 3)
    seldom = opened(world)
    for _ in range(2):
        _note(world, opened(world))
    with world.look() as look:
        assert seldom in {one.ticket_id for one in list_missed(look, after=1, ticket_id=seldom)}
        assert list_missed(look, after=newest_entry(look), ticket_id=seldom) == []


def test_strangers_get_no_stream(world: Desk, browser: Browser) -> None:
    assert browser.get("/stream").status_code == 401


def test_a_stream_holds_no_connection_and_asks_little(world: Desk, browser: Browser) -> None:
    """However many listen, a round without news is one statement, and the stream is open to others meanwhile."""
    ada = browser.of("agent1", "agent1-pw")

    async def step(_listeners: list[Listener]) -> None:
        with counted(world) as statements:
            await asyncio.sleep(0.2)
        asked = {statement for statement in statements if "history" in statement}
        assert len(asked) == 1, asked

    run(world, [ada, ada, ada], step)


def test_denial_of_service_by_many_streams(world: Desk, browser: Browser) -> None:
    ada = browser.of("agent1", "agent1-pw")

    async def whole() -> None:
        with ThreadPoolExecutor(2) as threads:
            pages = AgentPages(world, threads)
            listeners = [Listener(pages, ada) for _ in range(MOST_STREAMS)]
            for one in listeners:
                assert await one.status() == 200
                await one.next()
            refused = Listener(pages, ada)
            assert await refused.status() == 429
            for one in (*listeners, refused):
                await one.close()

    asyncio.run(whole())


def test_an_entry_that_is_committed_late_is_told_all_the_same(world: Desk) -> None:
    """Of two that write at once, the lower id may be there later than the higher one."""
    with ThreadPoolExecutor(1) as threads, world.look() as look:
        onlookers = Onlookers(world, threads)
        onlookers._fresh(look)
    opened(world)
    with world.work() as work:
        late = work.connection.execute(select(_HISTORY).order_by(_HISTORY.c.id.desc()).offset(1)).first()
        assert late
        work.connection.execute(delete(_HISTORY).where(_HISTORY.c.id == late.id))
    with world.look() as look:
        assert late.id not in [entry.id for entry in onlookers._fresh(look)]
        assert onlookers._fresh(look) == []
    with world.work() as work:
        work.connection.execute(insert(_HISTORY).values(late._asdict()))
    with world.look() as look:
        assert [entry.id for entry in onlookers._fresh(look)] == [late.id]
