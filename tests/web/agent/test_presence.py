"""Who else is at a ticket, told by the stream of each page."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from polydesk.desk.access.sessions import USE_GRAIN, WEB_SESSIONS
from polydesk.desk.desk import Desk
from polydesk.wiring import open_desk
from tests.api.generic_interface.test_statement_budget import counted
from tests.conftest import Place
from tests.web.agent.client import Browser
from tests.web.agent.test_stream import Listener, listening
from tests.world.tickets import at, opened


@pytest.fixture
def elsewhere(world_place: Place, world: Desk) -> Iterator[Desk]:
    """The same desk in another process."""
    desk = open_desk(world_place.data, world_place.url)
    yield desk
    desk.database.dispose()


@pytest.fixture
def ticket_id(world: Desk) -> int:
    return opened(world)


def _say(browser: Browser, ticket_id: int, doing: str, *, page: str = "p") -> int:
    return browser.post("/presence", {"ticket": ticket_id, "page": page, "doing": doing}).status_code


async def _told(listener: Listener) -> list[tuple[str, str]]:
    name, data = await listener.event()
    assert name == "presence"
    return [(one["name"], one["doing"]) for one in data["people"]]


def test_others_are_told_who_comes_writes_and_goes(
    world: Desk, elsewhere: Desk, browser: Browser, ticket_id: int
) -> None:
    """Whichever process they talk to; nobody is told of themselves."""
    ada, bo = browser.of("agent1", "agent1-pw"), Browser(elsewhere).of("agent2", "agent2-pw")

    async def whole() -> None:
        async with listening(world, ada, about=ticket_id) as (listener,):
            assert await _told(listener) == []
            assert await asyncio.to_thread(_say, ada, ticket_id, "viewing") == 204
            for doing in ("viewing", "replying", "writing"):
                assert await asyncio.to_thread(_say, bo, ticket_id, doing) == 204
                assert await _told(listener) == [("Bo Agent", doing)]
            await asyncio.to_thread(_say, bo, ticket_id, "gone", page="an older one")
            await asyncio.to_thread(_say, bo, ticket_id, "gone")
            assert await _told(listener) == []

    asyncio.run(whole())


def test_who_comes_later_is_told_who_is_there(world: Desk, browser: Browser, ticket_id: int) -> None:
    ada, bo = browser.of("agent1", "agent1-pw"), browser.of("agent2", "agent2-pw")
    assert _say(bo, ticket_id, "viewing") == 204

    async def whole() -> None:
        async with listening(world, ada, about=ticket_id) as (listener,):
            assert await _told(listener) == [("Bo Agent", "viewing")]

    asyncio.run(whole())


def test_broken_object_level_authorization_of_who_is_there(world: Desk, browser: Browser) -> None:
    """Who may not read a ticket hears of nobody there, and cannot say that they are there."""
    hidden, shown = opened(world, queue="Support"), opened(world)
    ada, bo = browser.of("agent1", "agent1-pw"), browser.of("agent2", "agent2-pw")
    assert _say(ada, hidden, "viewing") == 204
    assert _say(bo, hidden, "viewing") == 404

    async def whole() -> None:
        async with listening(world, bo, about=hidden) as (listener,):
            await asyncio.to_thread(opened, world)
            assert (await listener.event())[0] == "ticket", "nothing was told before it"
        async with listening(world, bo, about=shown) as (listener,):
            assert await _told(listener) == []

    asyncio.run(whole())


@pytest.mark.parametrize(
    "sent", [{"ticket": "x"}, {"ticket": 2**64}, {"ticket": ""}, {"doing": "dancing"}, {"page": ""}]
)
def test_improper_input_validation_of_presence(browser: Browser, ticket_id: int, sent: dict[str, Any]) -> None:
    ada = browser.of("agent1", "agent1-pw")
    form = {"ticket": ticket_id, "page": "p" * 500, "doing": "viewing", **sent}
    assert ada.post("/presence", form).status_code == (404 if "ticket" in sent else 422 if "doing" in sent else 204)


def test_being_there_keeps_no_session_alive(world: Desk, browser: Browser, ticket_id: int) -> None:
    ada = browser.of("agent1", "agent1-pw")
    with world.look() as look:
        later = at(world, look.now + USE_GRAIN)
    ada.desk = later
    form = {"ticket": ticket_id, "page": "p", "doing": "viewing", "csrf": ada.csrf}
    with later.look() as look:
        before = WEB_SESSIONS.find(look, ada.cookies["polydesk_agent"], remote_address=ada.address)
    assert ada.post("/presence", form, csrf=False).status_code == 204
    with later.look() as look:
        assert WEB_SESSIONS.find(look, ada.cookies["polydesk_agent"], remote_address=ada.address) == before


def test_saying_the_same_again_writes_nothing(world: Desk, browser: Browser, ticket_id: int) -> None:
    ada = browser.of("agent1", "agent1-pw")
    form = {"ticket": ticket_id, "page": "p", "doing": "viewing", "csrf": ada.csrf}
    assert ada.post("/presence", form, csrf=False).status_code == 204
    with counted(world) as statements:
        assert ada.post("/presence", form, csrf=False).status_code == 204
    assert not [one for one in statements if "INSERT INTO presence" in one]


def test_strangers_say_nothing(browser: Browser, ticket_id: int) -> None:
    assert browser.post("/presence", {"ticket": ticket_id, "doing": "viewing"}, csrf=False).status_code == 204
    ada = browser.of("agent1", "agent1-pw")
    assert ada.post("/presence", {"ticket": ticket_id, "page": "p", "doing": "viewing"}, csrf=False).status_code == 403
