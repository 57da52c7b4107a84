"""The stream of a page: what happens to tickets, as server-sent events."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.onlookers import Onlooker, Onlookers

PATH = "/stream"
PING_SECONDS = 15.0
"""Something is sent as often, so that nobody on the way takes the stream for dead."""
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def asked(request: Request) -> tuple[int, int]:
    """The ticket the page is about, and the last entry of history it knows of; zero for none."""
    given = request.query_params
    since = request.headers.get("last-event-id", "") or given.get("since", "")
    return number_of(given.get("ticket", "")) or 0, number_of(since) or 0


def stream(onlookers: Onlookers, one: Onlooker) -> Response:
    """429 is what browsers do not try again after."""
    if not onlookers.has_room(one.actor):
        return Response(status_code=429)
    return StreamingResponse(_messages(onlookers, one), media_type="text/event-stream", headers=HEADERS)


async def _messages(onlookers: Onlookers, one: Onlooker) -> AsyncIterator[str]:
    onlookers.join(one)
    try:
        yield "retry: 3000\n\n"
        while True:
            try:
                message = await asyncio.wait_for(one.messages.get(), PING_SECONDS)
            except TimeoutError:
                message = ": still here\n\n"
            if message is None:
                yield "event: end\ndata: {}\n\n"
                return
            yield message
    finally:
        onlookers.leave(one)
