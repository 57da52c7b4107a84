"""The dashboard over `/api/v1`."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.statistics.notices import KEPT, expire_notices
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.models import SENDER_CUSTOMER
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel import clock
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.gotrs.client import ADA, BO, CATO, CORA, ON_SQLITE, RAE, ROOT, Client
from tests.world.cast import ADA as ADA_ACTOR
from tests.world.cast import BO as BO_ACTOR
from tests.world.cast import CORA as CORA_ACTOR
from tests.world.tickets import STATES, at, opened

PATHS = tuple(
    f"/api/v1/dashboard/{name}"
    for name in (
        "stats",
        "activity",
        "my-tickets",
        "notifications",
        "charts/tickets-by-status",
        "charts/tickets-by-priority",
    )
)
STATS, ACTIVITY, MINE, NOTIFICATIONS = PATHS[:4]
FROM_CUSTOMER = NewArticle(subject="s", body="b", sender_type_id=SENDER_CUSTOMER)


def do(desk: Desk, actor: Any, verb: Any, *args: Any, **options: Any) -> None:
    with desk.work(actor) as work:
        verb(work, *args, **options)


def test_stats_count_what_one_finds(gotrs: Client, world: Desk) -> None:
    own = opened(world, state="new", customer_user="c1")
    closed, pending = opened(world), opened(world)
    opened(world, queue="Support")
    do(world, ADA_ACTOR, set_state, closed, STATES["closed successful"])
    do(world, ADA_ACTOR, set_state, pending, STATES["pending reminder"])
    do(world, ADA_ACTOR, add_article, own, NewArticle(subject="s", body="b", visible=True))
    stats = gotrs.of(ADA).get(STATS).data
    assert stats["avg_response_time"] == "0h 0m"
    assert stats["customer_satisfaction"] == 0
    names = ("total_tickets", "open_tickets", "pending_tickets", "closed_today", "created_today", "overdue_tickets")
    assert [stats[name] for name in names] == [4, 2, 1, 1, 4, 0]
    assert gotrs.of(RAE).get(STATS).data["total_tickets"] == 3
    assert gotrs.of(CORA).get(STATS).data["my_tickets"] == 1
    nothing = gotrs.of(CATO).get(STATS).data
    assert (nothing["total_tickets"], nothing["avg_response_time"]) == (0, "N/A")


def test_a_ticket_shows_at_once(gotrs: Client, world: Desk) -> None:
    client = gotrs.of(ADA)
    before = client.get(STATS).data["total_tickets"]
    opened(world)
    assert client.get(STATS).data["total_tickets"] == before + 1


def test_activity_is_newest_first(gotrs: Client, world: Desk) -> None:
    ticket_id = opened(world, title="Lamp")
    do(world, ADA_ACTOR, assign_owner, ticket_id, BO_ACTOR.id)
    do(world, ADA_ACTOR, set_state, ticket_id, STATES["closed successful"])
    client = gotrs.of(ADA)
    listed = client.get(ACTIVITY).data
    types = [one["type"] for one in listed]
    assert types == ["ticket_closed", "ticket_assigned", "article_added", "ticket_created"]
    number = listed[0]["ticket_number"]
    assert listed[0]["message"] == f"Ticket {number} is now closed successful" == listed[0]["description"]
    assert listed[-1]["message"] == f"Ticket {number} was created: Lamp"
    assert {one["ticket_id"] for one in listed} == {ticket_id}
    assert listed[0]["user"]
    assert listed[0]["timestamp"].endswith("Z")
    assert [one["id"] for one in listed] == sorted((one["id"] for one in listed), reverse=True)
    assert len(client.get(ACTIVITY, limit="2").data) == 2


def test_activity_is_of_what_one_may_see(gotrs: Client, world: Desk) -> None:
    ticket_id = opened(world, queue="Support", customer_user="c1")
    do(world, ADA_ACTOR, assign_owner, ticket_id, BO_ACTOR.id)
    do(world, CORA_ACTOR, add_article, ticket_id, FROM_CUSTOMER)
    assert [one["type"] for one in gotrs.of(CORA).get(ACTIVITY).data] == ["article_added", "ticket_created"]
    assert gotrs.of(CORA).get(ACTIVITY).data[0]["user"] == "c1"
    assert gotrs.of(RAE).get(ACTIVITY).data == gotrs.of(CATO).get(ACTIVITY).data == []


def test_my_tickets_are_those_with_something_to_do(gotrs: Client, world: Desk) -> None:
    first, second, closed = (opened(world, customer_user="c1", customer_id="") for _ in range(3))
    for ticket_id in (second, closed, first):
        do(world, ADA_ACTOR, assign_owner, ticket_id, BO_ACTOR.id)
    do(world, ADA_ACTOR, set_state, closed, STATES["closed successful"])
    for who in (BO, CORA):
        reply = gotrs.of(who).get(MINE)
        assert sorted(one["id"] for one in reply.data) == [first, second]
        assert reply.json["pagination"]["total"] == 2
    assert len(gotrs.of(BO).get(MINE, limit=1).data) == 1
    assert gotrs.of(ADA).get(MINE).data == gotrs.of(CATO).get(MINE).data == []


def test_owners_are_told(gotrs: Client, world: Desk) -> None:
    ticket_id = opened(world, title="Lamp", customer_user="c1")
    do(world, ADA_ACTOR, assign_owner, ticket_id, BO_ACTOR.id)
    do(world, CORA_ACTOR, add_article, ticket_id, FROM_CUSTOMER)
    client = gotrs.of(BO)
    data = client.get(NOTIFICATIONS).data
    assert (data["user_id"], data["unread_count"]) == (BO_ACTOR.id, 2)
    assert [one["type"] for one in data["notifications"]] == ["customer_answered", "ticket_assigned"]
    newest = data["notifications"][0]
    assert (newest["ticket_id"], newest["read"]) == (ticket_id, False)
    assert newest["message"].endswith(": Lamp")
    assert client.post(f"{NOTIFICATIONS}/{newest['id']}/read").data == {"id": newest["id"], "read": True}
    after = client.get(NOTIFICATIONS).data
    assert (after["unread_count"], after["notifications"][0]["read"]) == (1, True)


def test_nobody_is_told_of_their_own_doing(gotrs: Client, world: Desk) -> None:
    ticket_id = opened(world, customer_user="c1")
    do(world, ADA_ACTOR, assign_owner, ticket_id, ADA_ACTOR.id)
    do(world, ADA_ACTOR, add_article, ticket_id, NewArticle(subject="s", body="b", visible=True))
    data = gotrs.of(ADA).get(NOTIFICATIONS).data
    assert (data["notifications"], data["unread_count"]) == ([], 0)
    assert gotrs.of(ROOT).get(NOTIFICATIONS).data["notifications"] == []
    assert gotrs.of(CORA).get(NOTIFICATIONS).data["notifications"] == []


def test_notices_are_their_readers_own(gotrs: Client, world: Desk) -> None:
    do(world, ADA_ACTOR, assign_owner, opened(world), BO_ACTOR.id)
    [notice] = gotrs.of(BO).get(NOTIFICATIONS).data["notifications"]
    for client in (gotrs.of(ADA), gotrs.of(CORA)):
        assert client.post(f"{NOTIFICATIONS}/{notice['id']}/read").status == 404
    assert gotrs.post(f"{NOTIFICATIONS}/{notice['id']}/read").status == 401
    assert gotrs.of(BO).post(f"{NOTIFICATIONS}/{10**30}/read").status == 404
    assert gotrs.of(BO).post(f"{NOTIFICATIONS}/x/read").status == 400


def test_old_notices_leave(gotrs: Client, world: Desk) -> None:
    do(world, ADA_ACTOR, assign_owner, opened(world), BO_ACTOR.id)
    expire_notices(world)
    assert gotrs.of(BO).get(NOTIFICATIONS).data["unread_count"] == 1
    expire_notices(at(world, clock.now() + KEPT + KEPT))
    assert gotrs.of(BO).get(NOTIFICATIONS).data["unread_count"] == 0


def test_charts(gotrs: Client, world: Desk) -> None:
    opened(world)
    opened(world, state="new")
    client = gotrs.of(ADA)
    assert client.get(PATHS[4]).data == {"labels": ["new", "open"], "data": [1, 1], "values": [1, 1]}
    assert client.get(PATHS[5]).data["labels"] == ["3 normal"]


@ON_SQLITE
@pytest.mark.parametrize("path", PATHS)
def test_the_dashboard_is_for_whoever_signed_in(gotrs: Client, path: str) -> None:
    assert gotrs.get(path).status == 401
    for who in (ADA, CORA):
        for limit in ("0", "x", "-1", "9" * 30, ""):
            assert gotrs.of(who).get(path, limit=limit).status == 200


def test_each_part_is_one_statement(gotrs: Client, world: Desk) -> None:
    for _ in range(3):
        do(world, ADA_ACTOR, assign_owner, opened(world), BO_ACTOR.id)
    client = gotrs.of(BO)
    for path in PATHS:
        client.get(path)
        with counted(world) as sent:
            client.get(path)
        assert len(sent) <= 3, sent
