"""The list of tickets: what it finds, in which order, page by page and by cursors."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.assign import assign_responsible
from tests.api.gotrs.client import ADA, BO, CATO, CLEO, CORA, NELL, ON_SQLITE, Client
from tests.world import cast
from tests.world.tickets import opened

LIST = "/api/v1/tickets"
HIDDEN = NewArticle(subject="secret", body="b", visible=False)
SEEN = NewArticle(subject="seen", body="b")


def found(client: Client, **query: Any) -> list[int]:
    return [ticket["id"] for ticket in client.get(LIST, **query).data]


def total(client: Client, **query: Any) -> int:
    return int(client.get(LIST, **query).json["pagination"]["total"])


@pytest.fixture
def three(world: Desk) -> list[int]:
    return [
        opened(world, title="Alpha 100%", priority_id=1, customer_user="c1", customer_id="acme"),
        opened(world, title="bravo", priority_id=5, state="closed successful"),
        opened(world, title="Charlie", priority_id=3, queue="Support", state="pending reminder"),
    ]


def test_the_newest_come_first(gotrs: Client, three: list[int]) -> None:
    assert found(gotrs.of(ADA)) == three[::-1]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({"sort": "title", "order": "asc"}, [0, 1, 2]),
        ({"sort_by": "title", "sort_order": "desc"}, [2, 1, 0]),
        ({"sort": "priority"}, [1, 2, 0]),
        ({"sort": "tn", "order": "asc"}, [0, 1, 2]),
        ({"sort": "updated", "order": "asc"}, [0, 1, 2]),
        ({"sort": "nonsense", "order": "nonsense"}, [2, 1, 0]),
        ({"status": "open"}, [0]),
        ({"status": "closed"}, [1]),
        ({"status": "pending"}, [2]),
        ({"status": "closed successful"}, [1]),
        ({"state": "Pending Reminder"}, [2]),
        ({"status": "no such state"}, []),
        ({"state_id": "4"}, [0]),
        ({"state_id": "4", "status": "closed"}, []),
        ({"queue_id": "7"}, [2]),
        ({"queue_id": "abc"}, [2, 1, 0]),
        ({"queue_id": "0"}, []),
        ({"queue_id": "9" * 25}, []),
        ({"priority_id": "5"}, [1]),
        ({"priority": "1"}, [0]),
        ({"customer_user_id": "C1"}, [0]),
        ({"customer_user_id": "c"}, []),
        ({"search": "ALPHA"}, [0]),
        ({"search": "0%"}, [0]),
        ({"search": "*"}, []),
        ({"search": "r"}, [2, 1]),
        ({"search": "\0"}, [2, 1, 0]),
        ({"status": "\0", "customer_user_id": "\0"}, []),
    ],
)
def test_a_list_is_narrowed_and_sorted(
    gotrs: Client, three: list[int], query: dict[str, str], places: list[int]
) -> None:
    assert found(gotrs.of(ADA), **query) == [three[place] for place in places]


def test_a_ticket_is_found_by_its_whole_number(gotrs: Client, three: list[int]) -> None:
    ada = gotrs.of(ADA)
    number = ada.get(f"{LIST}/{three[1]}").data["tn"]
    assert found(ada, search=number) == [three[1]]
    assert found(ada, search=number[:-1]) == []


def test_owners_and_the_responsible_count_as_assigned(gotrs: Client, world: Desk, three: list[int]) -> None:
    with world.work(cast.ADA) as work:
        assign_responsible(work, three[0], cast.BO.id)
    ada = gotrs.of(ADA)
    assert found(ada, assigned_user_id=cast.BO.id) == three[:1]
    assert found(ada, assigned_to=cast.RAE.id) == []


def test_archived_tickets_are_listed_on_demand(gotrs: Client, world: Desk, three: list[int]) -> None:
    with world.work(cast.ADA) as work:
        set_archived(work, three[0], True)
    ada = gotrs.of(ADA)
    assert found(ada) == three[:0:-1]
    assert found(ada, archived="1") == three[::-1]


def test_pages_tell_where_in_the_list_they_are(gotrs: Client, three: list[int]) -> None:
    reply = gotrs.of(ADA).get(LIST, per_page=2)
    pagination = reply.json["pagination"]
    assert pagination.pop("next_cursor")
    assert pagination == {
        "page": 1,
        "per_page": 2,
        "total": 3,
        "total_pages": 2,
        "has_next": True,
        "has_prev": False,
    }
    assert [one["id"] for one in reply.data] == three[:0:-1]


def test_a_page_past_the_end_is_empty_and_knows_the_total(gotrs: Client, three: list[int]) -> None:
    reply = gotrs.of(ADA).get(LIST, per_page=2, page=9)
    assert (reply.data, reply.json["pagination"]["total"]) == ([], len(three))


@pytest.mark.parametrize("sort", ["created", "updated", "priority", "tn", "title"])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_cursors_lead_through_the_whole_list(
    gotrs: Client, world: Desk, three: list[int], sort: str, order: str
) -> None:
    three += [opened(world, title="bravo", priority_id=5) for _ in range(2)]
    ada = gotrs.of(ADA)
    whole = found(ada, sort=sort, order=order)
    walked, cursor, steps = [], None, 0
    while steps < len(three):
        asked: dict[str, Any] = {"cursor": cursor} if cursor else {"sort": sort, "order": order}
        reply = ada.get(LIST, per_page=2, **asked)
        walked += [ticket["id"] for ticket in reply.data]
        cursor, steps = reply.json["pagination"]["next_cursor"], steps + 1
        assert reply.json["pagination"]["has_next"] is (cursor is not None)
        if cursor is None:
            break
    assert walked == whole
    assert reply.json["pagination"]["total"] == len(three)


def test_what_comes_in_meanwhile_shifts_no_cursor(gotrs: Client, world: Desk, three: list[int]) -> None:
    ada = gotrs.of(ADA)
    cursor = ada.get(LIST, per_page=2).json["pagination"]["next_cursor"]
    opened(world)
    assert found(ada, per_page=2, cursor=cursor) == three[:1]


@ON_SQLITE
@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "bm90aGluZw==",
        "WyJ0aXRsZSIsdHJ1ZSw1LDVd",
        "WyJjcmVhdGVkIix0cnVlLCJub3ciLDVd",
        "WyJ0aXRsZSIsdHJ1ZSwieCIsLTVd",
    ],
)
def test_a_broken_cursor_is_refused(gotrs: Client, cursor: str) -> None:
    reply = gotrs.of(ADA).get(LIST, cursor=cursor)
    assert (reply.status, reply.error) == (400, "Invalid cursor")


def test_articles_are_counted_on_demand(gotrs: Client, world: Desk) -> None:
    opened(world, customer_user="c1", article=HIDDEN)
    assert "article_count" not in gotrs.of(ADA).get(LIST).data[0]
    assert gotrs.of(ADA).get(LIST, include="article_count").data[0]["article_count"] == 1
    assert gotrs.of(CORA).get(LIST, include="article_count").data[0]["article_count"] == 0


def test_the_last_article_is_shown_on_demand(gotrs: Client, world: Desk) -> None:
    opened(world, customer_user="c1", article=HIDDEN)
    opened(world, customer_user="c1", article=SEEN)
    by_ada = gotrs.of(ADA).get(LIST, include="last_article,article_count").data
    assert [one["last_article"]["subject"] for one in by_ada] == ["seen", "secret"]
    assert [one["last_article"] for one in gotrs.of(CORA).get(LIST, include="last_article").data][1] is None


def test_customers_see_their_own_and_their_companies(gotrs: Client, world: Desk, three: list[int]) -> None:
    assert found(gotrs.of(CORA)) == three[:1]
    assert found(gotrs.of(CLEO)) == three[:1]
    assert found(gotrs.of(CATO)) == []


def test_agents_see_the_queues_they_may_read(gotrs: Client, three: list[int]) -> None:
    bo = gotrs.of(BO)
    assert found(bo) == [three[1], three[0]]
    assert total(bo) == 2


@ON_SQLITE
def test_who_may_read_no_queue_is_refused(gotrs: Client) -> None:
    reply = gotrs.of(NELL).get(LIST)
    assert (reply.status, reply.error) == (403, "You do not have access to any queues")


@ON_SQLITE
def test_nobody_gets_no_list(gotrs: Client) -> None:
    assert gotrs.get(LIST).status == 401
