"""Actions on many tickets over `/api/v1`: each is checked, changed and recorded like one alone."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from tests.api.gotrs.client import ADA, BO, CORA, ON_SQLITE, RAE, Client
from tests.world.tickets import Recorded, opened, ticket_row

UNKNOWN = 99999999
TARGETS: dict[str, dict[str, Any]] = {
    "assign": {"assigned_to": 3},
    "close": {"resolution": "resolved"},
    "priority": {"priority_id": 4},
    "queue": {"queue_id": 1},
}
EACH = pytest.mark.parametrize("action", TARGETS)


def path(action: str) -> str:
    return f"/api/v1/tickets/bulk/{action}"


@pytest.fixture
def tickets(world: Desk) -> list[int]:
    return [opened(world), opened(world)]


@pytest.mark.parametrize(
    ("action", "counted", "stamp", "kind"),
    [
        ("assign", "updated", "assigned_at", "OwnerUpdate"),
        ("close", "closed", "closed_at", "StateUpdate"),
        ("priority", "updated", "updated_at", "PriorityUpdate"),
        ("queue", "moved", "moved_at", "Move"),
    ],
)
def test_a_failure_is_told_and_stops_no_other(
    gotrs: Client, tickets: list[int], action: str, counted: str, stamp: str, kind: str
) -> None:
    first, second = tickets
    recorded = [Recorded(gotrs.desk, one) for one in tickets]
    done = gotrs.of(ADA).post(path(action), {"ticket_ids": [first, UNKNOWN, second], **TARGETS[action]}).data
    assert done.items() >= TARGETS[action].items()
    assert done["ticket_ids"] == [first, UNKNOWN, second]
    assert (done["count"], done["total"], done["failed"]) == (3, 3, 1)
    assert done["processed"] == done["succeeded"] == done[counted] == 2
    assert done["errors"] == [f"Ticket {UNKNOWN}: not found"]
    assert done["results"] == [
        {"ticket_id": first, "success": True},
        {"ticket_id": UNKNOWN, "success": False, "error": "not found"},
        {"ticket_id": second, "success": True},
    ]
    assert done[stamp][-1] == "Z"
    for one in recorded:
        assert [entry for entry, _ in one.entries].count(kind) == 1


def test_a_ticket_named_twice_is_handled_once(gotrs: Client, tickets: list[int]) -> None:
    first = tickets[0]
    done = gotrs.of(ADA).post(path("close"), {"ticket_ids": [first, first]}).data
    assert (done["ticket_ids"], done["total"], done["closed"], done["failed"]) == ([first], 1, 1, 0)


def test_what_is_closed_fails_alone(gotrs: Client, tickets: list[int]) -> None:
    closed = opened(gotrs.desk, state="closed successful")
    done = gotrs.of(ADA).post(path("close"), {"ticket_ids": [closed, *tickets], "comment": "all done"}).data
    assert (done["closed"], done["errors"]) == (2, [f"Ticket {closed}: Ticket is already closed"])
    assert all(ticket_row(gotrs.desk, one).state_id == 2 for one in tickets)


def test_all_may_fail_and_the_request_still_succeeds(gotrs: Client, tickets: list[int]) -> None:
    done = gotrs.of(RAE).post(path("priority"), {"ticket_ids": tickets, "priority_id": 5}).data
    assert (done["succeeded"], done["failed"]) == (0, 2)
    assert done["errors"] == [f"Ticket {one}: Access denied" for one in tickets]
    assert all(ticket_row(gotrs.desk, one).priority_id == 3 for one in tickets)


def test_what_may_not_be_seen_reads_like_what_is_not_there(gotrs: Client) -> None:
    hidden = opened(gotrs.desk, queue="Support")
    done = gotrs.of(BO).post(path("close"), {"ticket_ids": [hidden]}).data
    assert done["errors"] == [f"Ticket {hidden}: not found"]


def test_a_bulk_call_sent_again_with_its_key_is_done_once(gotrs: Client, tickets: list[int]) -> None:
    ada, again = gotrs.of(ADA), {"Idempotency-Key": "once"}
    sent = {"ticket_ids": [UNKNOWN, *tickets], "assigned_to": 3}
    first = ada.post(path("assign"), sent, headers=again)
    recorded = Recorded(gotrs.desk, tickets[0])
    assert ada.post(path("assign"), sent, headers=again).body == first.body
    assert (first.data["succeeded"], recorded.entries) == (2, [])


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"ticket_ids": []},
        {"ticket_ids": None},
        {"ticket_ids": 1},
        {"ticket_ids": ["1"]},
        {"ticket_ids": [1.5]},
        {"ticket_ids": [True]},
        {"ticket_ids": [10**30]},
        {"ticket_ids": list(range(1, 1002))},
    ],
)
@EACH
@ON_SQLITE
def test_ticket_ids_are_up_to_a_thousand_numbers(gotrs: Client, action: str, sent: dict[str, Any]) -> None:
    reply = gotrs.of(ADA).post(path(action), {**TARGETS[action], **sent})
    assert reply.status == 400
    assert "ticket_ids" in reply.error


@pytest.mark.parametrize(
    ("action", "sent"),
    [
        ("assign", {}),
        ("assign", {"assigned_to": UNKNOWN}),
        ("priority", {}),
        ("priority", {"priority_id": 77}),
        ("priority", {"priority": "urgent"}),
        ("queue", {}),
        ("queue", {"queue_id": UNKNOWN}),
    ],
)
@ON_SQLITE
def test_without_a_good_target_nothing_changes(
    gotrs: Client, tickets: list[int], action: str, sent: dict[str, Any]
) -> None:
    recorded = Recorded(gotrs.desk, tickets[0])
    reply = gotrs.of(ADA).post(path(action), {"ticket_ids": tickets, **sent})
    assert (reply.status, reply.json["success"]) == (400, False)
    assert recorded.entries == []


@EACH
@ON_SQLITE
def test_bulk_calls_are_for_agents(gotrs: Client, tickets: list[int], action: str) -> None:
    sent = {"ticket_ids": tickets, **TARGETS[action]}
    assert gotrs.post(path(action), sent).status == 401
    assert gotrs.of(CORA).post(path(action), sent).status == 403
