"""Class B2: who listens hears of tickets only for as long as they may read them."""

import asyncio
from typing import Any

from polydesk.desk.desk import Desk
from tests.web.agent.client import Browser
from tests.web.agent.test_presence import _say
from tests.web.agent.test_stream import Listener, _note, listening
from tests.world.tickets import configured, opened


def _leaves_sales(desk: Desk) -> None:
    configured(desk, agents=[{"login": "agent2", "rights": {"users": "rw"}}])


async def _next(listener: Listener) -> tuple[str, Any]:
    name, data = await listener.event()
    return name, data["ticket"]


def test_b2_rights_taken_away_end_the_news(world: Desk, browser: Browser) -> None:
    bo = browser.of("agent2", "agent2-pw")
    lost, kept = opened(world, queue="Sales"), opened(world, queue="Raw")

    async def whole() -> None:
        async with listening(world, bo) as (listener,):
            await asyncio.to_thread(_note, world, lost)
            assert await _next(listener) == ("ticket", lost)
            await asyncio.to_thread(_leaves_sales, world)
            await asyncio.to_thread(_note, world, lost)
            await asyncio.to_thread(_note, world, kept)
            assert await _next(listener) == ("ticket", kept)

    asyncio.run(whole())


def test_b2_nor_is_told_who_is_there(world: Desk, browser: Browser) -> None:
    ada, bo = browser.of("agent1", "agent1-pw"), browser.of("agent2", "agent2-pw")
    lost, kept = opened(world, queue="Sales"), opened(world, queue="Raw")

    async def whole() -> None:
        async with listening(world, bo, about=lost) as (listener,):
            assert (await listener.event())[1]["people"] == []
            await asyncio.to_thread(_say, ada, lost, "viewing")
            assert (await listener.event())[1]["people"] == [{"name": "Ada Agent", "doing": "viewing"}]
            await asyncio.to_thread(_leaves_sales, world)
            await asyncio.to_thread(_say, ada, lost, "writing")
            await asyncio.to_thread(_note, world, kept)
            assert await _next(listener) == ("ticket", kept)

    asyncio.run(whole())
    assert _say(bo, lost, "viewing") == 404
