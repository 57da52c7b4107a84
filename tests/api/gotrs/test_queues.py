"""Queues over `/api/v1`."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.set_state import set_state
from tests.api.gotrs.client import ADA, CORA, NELL, ON_SQLITE, RAE, ROOT, Client
from tests.world.cast import ADA as ADA_ACTOR
from tests.world.tickets import STATES, opened


def queue_id(client: Client, name: str) -> int:
    return next(int(one["id"]) for one in client.get("/api/v1/queues").data if one["name"] == name)


def test_agents_see_the_queues_they_may_read_by_name(gotrs: Client) -> None:
    seen = [one["name"] for one in gotrs.of(RAE).get("/api/v1/queues").data]
    assert "Sales" in seen
    assert "Support" not in seen
    assert seen == sorted(seen)


def test_a_queue_has_every_key(gotrs: Client) -> None:
    client = gotrs.of(ROOT)
    one = client.get("/api/v1/queues/2").data
    assert (one["id"], one["name"], one["group_name"], one["valid"]) == (2, "Raw", "users", True)
    assert one["groups"] == [{"id": 1, "name": "users"}]
    assert one["comment"] == one["comments"]
    assert one["create_time"].endswith("Z")


def test_counts_come_when_asked_for(gotrs: Client, world: Desk) -> None:
    opened(world)
    client = gotrs.of(ADA)
    listed = client.get("/api/v1/queues", include_stats="true", valid="1").data
    assert next(one for one in listed if one["name"] == "Sales")["ticket_count"] == 1
    assert [one["name"] for one in client.get("/api/v1/queues", valid="2").data] == ["Old Queue"]


def test_stats_count_states_and_priorities(gotrs: Client, world: Desk) -> None:
    for state in ("new", "open", "closed successful", "pending reminder"):
        ticket_id = opened(world, state="open")
        with world.work(ADA_ACTOR) as work:
            set_state(work, ticket_id, STATES[state])
    client = gotrs.of(ADA)
    stats = client.get(f"/api/v1/queues/{queue_id(client, 'Sales')}/stats").data
    assert [stats[key] for key in ("total", "open", "closed", "pending")] == [4, 2, 1, 1]
    assert [stats[f"{key}_tickets"] for key in ("total", "open", "closed", "pending")] == [4, 2, 1, 1]
    assert stats["by_state"] == {"new": 1, "open": 1, "closed successful": 1, "pending reminder": 1}
    assert stats["by_priority"] == {"3 normal": 4}


@pytest.mark.parametrize("path", ["", "/stats", "/tickets"])
def test_queues_one_may_not_read_are_refused(gotrs: Client, path: str) -> None:
    support = queue_id(gotrs.of(ROOT), "Support")
    assert gotrs.of(RAE).get(f"/api/v1/queues/{support}{path}").status == 403
    assert gotrs.of(CORA).get(f"/api/v1/queues/{support}{path}").status == 403
    assert gotrs.get(f"/api/v1/queues/{support}{path}").status == 401


@pytest.mark.parametrize("path", ["", "/stats", "/tickets"])
def test_unknown_queues(gotrs: Client, path: str) -> None:
    client = gotrs.of(ROOT)
    for number in (9999, 10**30, 0, -1):
        assert client.get(f"/api/v1/queues/{number}{path}").error == "Queue not found"
    reply = client.get(f"/api/v1/queues/abc{path}")
    assert (reply.status, reply.error) == (400, "Invalid queue ID")


def test_who_may_read_no_queue_is_told_so(gotrs: Client) -> None:
    reply = gotrs.of(NELL).get("/api/v1/queues")
    assert (reply.status, reply.error) == (403, "You do not have access to any queues")


def test_an_admin_adds_a_queue(gotrs: Client) -> None:
    client = gotrs.of(ROOT)
    reply = client.post("/api/v1/queues", {"name": "Hardware", "comments": "falls down", "unlock_timeout": 5})
    assert reply.status == 201
    made = reply.data
    assert (made["name"], made["group_id"], made["valid_id"], made["comment"]) == ("Hardware", 1, 1, "falls down")
    assert client.get(f"/api/v1/queues/{made['id']}").data == made
    again = client.post("/api/v1/queues", {"name": "hardware"})
    assert (again.status, again.error) == (409, "Queue with this name already exists")


def test_only_admins_add_queues(gotrs: Client) -> None:
    for client, status in ((gotrs.of(ADA), 403), (gotrs.of(CORA), 403), (gotrs, 401)):
        assert client.post("/api/v1/queues", {"name": "x"}).status == status


BAD: list[Any] = [
    {},
    [],
    None,
    {"name": ""},
    {"name": " "},
    {"name": 5},
    {"name": "x" * 201},
    {"name": "x", "group_id": 9999},
    {"name": "x", "group_id": "1"},
    {"name": "x", "group_id": True},
    {"name": "x", "group_id": 10**30},
    {"name": "x", "group_access": [1, 2]},
    {"name": "x", "system_address_id": 9999},
    {"name": "x", "salutation_id": 9999},
    {"name": "x", "signature_id": 9999},
    {"name": "x", "follow_up_id": 4},
    {"name": "x", "unlock_timeout": -1},
]


@ON_SQLITE
def test_bad_queues_are_refused(gotrs: Client) -> None:
    client = gotrs.of(ROOT)
    for sent in BAD:
        reply = client.post("/api/v1/queues", sent)
        assert (reply.status, bool(reply.error)) == (400, True), sent


def test_the_tickets_of_a_queue(gotrs: Client, world: Desk) -> None:
    ticket_id = opened(world)
    opened(world, queue="Support")
    client = gotrs.of(ADA)
    path = f"/api/v1/queues/{queue_id(client, 'Sales')}/tickets"
    reply = client.get(path)
    assert [one["id"] for one in reply.data] == [ticket_id]
    assert reply.json["pagination"]["total"] == 1
    assert client.get(path, status="closed").data == []
