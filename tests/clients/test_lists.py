"""Pages that iterate, and bulk actions in portions; on an imitated server."""

import asyncio
from typing import Any

import httpx
import pytest
from polydesk_client import ForbiddenError, Progress

from tests.clients.imitated import TICKET, Imitated, ok, refused, sent


def pages(request: httpx.Request) -> httpx.Response:
    number = int(request.url.params.get("page", "1"))
    items = [{**TICKET, "id": 10 * number + one} for one in (1, 2)]
    return ok(items, pagination={"page": number, "has_next": number < 3, "total": 6})


def cursors(request: httpx.Request) -> httpx.Response:
    place = request.url.params.get("cursor", "")
    following = {"": "x", "x": "y"}.get(place)
    return ok(
        [{**TICKET, "id": len(place) + ord(place or "a")}], pagination={"has_next": True, "next_cursor": following}
    )


def test_all_pages_are_read_one_after_the_other() -> None:
    server = Imitated(pages)
    assert [ticket.id for ticket in server.client().tickets.iterate(status="open")] == [11, 12, 21, 22, 31, 32]
    first, second, _third = (dict(request.url.params) for request in server.calls())
    assert first == {"per_page": "100", "status": "open"}
    assert second == {"per_page": "100", "status": "open", "page": "2"}


def test_no_more_pages_are_fetched_than_read() -> None:
    server = Imitated(pages)
    tickets = server.client().tickets.iterate()
    assert [next(tickets).id, next(tickets).id] == [11, 12]
    assert len(server.calls()) == 1


def test_cursors_are_followed_where_there_are_some() -> None:
    server = Imitated(lambda request: cursors(request) if len(server.calls()) < 3 else ok([], pagination={}))
    assert len(list(server.client().tickets.iterate(page=1))) == 2
    assert [dict(request.url.params).get("cursor") for request in server.calls()] == [None, "x", "y"]
    assert "page" not in server.calls()[1].url.params


def test_the_asynchronous_client_iterates_as_well() -> None:
    async def run() -> list[int]:
        async with Imitated(pages).async_client() as client:
            return [ticket.id async for ticket in client.queues.tickets(2)]

    assert asyncio.run(run()) == [11, 12, 21, 22, 31, 32]


def test_one_page_says_where_it_is() -> None:
    page = Imitated(pages).client().tickets.page(page=2, per_page=2)
    assert ([one.id for one in page.items], page.pagination.total) == ([21, 22], 6)


def closing(request: httpx.Request) -> httpx.Response:
    results: list[dict[str, Any]] = [{"ticket_id": one, "success": one != 3} for one in sent(request)["ticket_ids"]]
    return ok({"results": [{**one, "error": None if one["success"] else "not found"} for one in results]})


def test_a_bulk_action_goes_in_portions_and_tells_how_far_it_is() -> None:
    server, seen = Imitated(closing), []

    def progress(now: Progress) -> None:
        seen.append((now.done, now.total))

    result = server.client().bulk.close([1, 2, 3, 2, 4, 5], comment="done", at_once=2, progress=progress)
    assert (result.succeeded, result.failed) == ([1, 2, 4, 5], {3: "not found"})
    assert seen == [(2, 5), (4, 5), (5, 5)]
    assert sent(server.calls()[0]) == {"ticket_ids": [1, 2], "resolution": "successful", "comment": "done"}


def test_a_portion_that_is_refused_as_a_whole_is_an_error() -> None:
    with pytest.raises(ForbiddenError):
        Imitated(lambda _request: refused(403, "Access denied")).client().bulk.move([1], 2)
