"""The actions on tickets over `/api/v1`: what they change, what they write down, what they refuse."""

from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.models import Article, ArticleMime
from tests.api.gotrs.client import ADA, BO, CATO, CORA, NELL, ON_SQLITE, RAE, Client
from tests.world.cast import ADA as ADA_HERSELF
from tests.world.tickets import STATES, Recorded, opened, ticket_row

ACTIONS: dict[str, dict[str, Any]] = {
    "assign": {"assigned_to": 3},
    "close": {"resolution": "resolved"},
    "reopen": {"reason": "again"},
    "priority": {"priority_id": 4},
    "queue": {"queue_id": 1},
}
EACH = pytest.mark.parametrize("action", ACTIONS)


def path(ticket_id: object, action: str) -> str:
    return f"/api/v1/tickets/{ticket_id}/{action}"


def last_article(desk: Desk, ticket_id: int) -> Any:
    both = select(Article.visible, ArticleMime.subject, ArticleMime.body, ArticleMime.from_)
    rows = both.join(ArticleMime, ArticleMime.article_id == Article.id).where(Article.ticket_id == ticket_id)
    with desk.look() as look:
        return look.connection.execute(rows.order_by(Article.id.desc())).first()


def queue_id(gotrs: Client, name: str) -> int:
    with gotrs.desk.look() as look:
        queue = look.config(Catalogue).queues.named(name)
        assert queue
        return queue.id


@pytest.fixture
def ticket(world: Desk) -> int:
    return opened(world, customer_user="c1", customer_id="acme")


def test_assigning_makes_owner_and_responsible(gotrs: Client, ticket: int) -> None:
    recorded = Recorded(gotrs.desk, ticket)
    done = gotrs.of(ADA).post(path(ticket, "assign"), {"assigned_to": 3, "comment": "please take it"}).data
    assert done["id"] == ticket
    assert (done["assigned_to"], done["assignee"], done["comment"]) == (3, "agent2", "please take it")
    assert (done["owner_id"], done["responsible_id"], done["assigned_at"][-1]) == (3, 3, "Z")
    kinds = [kind for kind, _ in recorded.entries]
    assert (kinds.count("OwnerUpdate"), kinds.count("ResponsibleUpdate"), kinds.count("AddNote")) == (1, 1, 1)
    note = last_article(gotrs.desk, ticket)
    assert (note.visible, note.subject, note.body) == (0, "Ticket Assignment", "please take it")


@pytest.mark.parametrize("name", ["assigned_to", "agent_id", "user_id"])
@ON_SQLITE
def test_an_assignee_has_three_names(gotrs: Client, ticket: int, name: str) -> None:
    assert gotrs.of(ADA).post(path(ticket, "assign"), {name: 3}).data["assigned_to"] == 3


@ON_SQLITE
def test_who_gives_a_ticket_away_may_say_why(gotrs: Client) -> None:
    own = opened(gotrs.desk, queue="Support")
    with gotrs.desk.work(ADA_HERSELF) as work:
        assign_owner(work, own, 3)
        assign_responsible(work, own, 2)
    assert gotrs.of(BO).post(path(own, "assign"), {"assigned_to": 2, "comment": "yours"}).data["owner_id"] == 2


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        (None, "closed successful"),
        ({}, "closed successful"),
        ({"resolution": "Fixed"}, "closed successful"),
        ({"resolution": "wontfix"}, "closed unsuccessful"),
    ],
)
def test_a_resolution_is_a_success_or_not(gotrs: Client, ticket: int, sent: Any, state: str) -> None:
    ada = gotrs.of(ADA)
    reply = ada.send("POST", path(ticket, "close")) if sent is None else ada.post(path(ticket, "close"), sent)
    assert (reply.data["state"], reply.data["state_id"]) == (state, STATES[state])
    assert ticket_row(gotrs.desk, ticket).state_id == STATES[state]


def test_closing_with_a_comment_tells_the_customer(gotrs: Client, ticket: int) -> None:
    recorded = Recorded(gotrs.desk, ticket)
    done = gotrs.of(ADA).post(path(ticket, "close"), {"resolution": "resolved", "comment": "toner replaced"}).data
    assert (done["resolution"], done["comment"], done["closed_at"][-1]) == ("resolved", "toner replaced", "Z")
    note = last_article(gotrs.desk, ticket)
    assert (note.visible, note.subject, note.body) == (1, "Ticket Closed: resolved", "toner replaced")
    assert [kind for kind, _ in recorded.entries].count("StateUpdate") == 1


def test_closing_without_a_comment_writes_no_article(gotrs: Client, ticket: int) -> None:
    gotrs.of(ADA).post(path(ticket, "close"), {})
    assert last_article(gotrs.desk, ticket).subject == "s"


def test_what_is_closed_is_not_closed_again(gotrs: Client) -> None:
    ada = gotrs.of(ADA)
    for state in ("closed successful", "closed unsuccessful", "merged"):
        reply = ada.post(path(opened(gotrs.desk, state=state), "close"), {})
        assert (reply.status, reply.error) == (400, "Ticket is already closed")


def test_reopening_says_so_in_an_article_and_on_top(gotrs: Client) -> None:
    closed = opened(gotrs.desk, state="closed unsuccessful")
    recorded = Recorded(gotrs.desk, closed)
    reply = gotrs.of(ADA).post(path(closed, "reopen"), {"reason": "jams again"})
    for keys in (reply.data, reply.json):
        assert (keys["id"], keys["state_id"], keys["state"], keys["reason"]) == (closed, 4, "open", "jams again")
        assert keys["reopened_at"][-1] == "Z"
    note = last_article(gotrs.desk, closed)
    assert (note.visible, note.subject, note.body) == (1, "Ticket Reopened", "jams again")
    assert [kind for kind, _ in recorded.entries].count("StateUpdate") == 1


def test_reopening_needs_no_body_and_takes_out_of_the_archive(gotrs: Client) -> None:
    closed = opened(gotrs.desk, state="closed successful")
    with gotrs.desk.work(ADA_HERSELF) as work:
        set_archived(work, closed, True)
    done = gotrs.of(ADA).send("POST", path(closed, "reopen")).data
    assert (done["reason"], done["archive_flag"]) == ("", 0)


def test_only_what_is_closed_is_reopened(gotrs: Client, ticket: int) -> None:
    ada = gotrs.of(ADA)
    for one in (ticket, opened(gotrs.desk, state="merged")):
        reply = ada.post(path(one, "reopen"), {"reason": "x"})
        assert (reply.status, reply.error) == (400, "Ticket is not closed")


@pytest.mark.parametrize(
    "sent", [{"priority_id": 4}, {"priority": "4 high"}, {"priority": "4"}, {"priority": 4}, {"priority": "4 HIGH"}]
)
def test_a_priority_is_an_id_or_a_name(gotrs: Client, ticket: int, sent: dict[str, Any]) -> None:
    recorded = Recorded(gotrs.desk, ticket)
    done = gotrs.of(ADA).post(path(ticket, "priority"), sent).data
    assert (done["priority_id"], done["priority"], done["comment"]) == (4, "4 high", "")
    assert [kind for kind, _ in recorded.entries] == ["PriorityUpdate"]


@pytest.mark.parametrize(("action", "sent"), [("priority", {"priority_id": 3}), ("queue", {"queue_id": 5})])
def test_what_is_so_already_may_be_asked_for(gotrs: Client, ticket: int, action: str, sent: dict[str, Any]) -> None:
    recorded, ada = Recorded(gotrs.desk, ticket), gotrs.of(ADA)
    assert ada.post(path(ticket, action), sent).status == 200
    assert recorded.entries == []


def test_a_comment_on_priority_or_queue_is_a_note(gotrs: Client, ticket: int) -> None:
    ada = gotrs.of(ADA)
    ada.post(path(ticket, "priority"), {"priority_id": 5, "comment": "burning"})
    note = last_article(gotrs.desk, ticket)
    assert (note.visible, note.body) == (0, "burning")
    ada.post(path(ticket, "queue"), {"queue_id": 1, "comment": "wrong place"})
    note = last_article(gotrs.desk, ticket)
    assert (note.visible, note.body) == (0, "wrong place")


def test_moving_is_recorded(gotrs: Client, ticket: int) -> None:
    recorded, target = Recorded(gotrs.desk, ticket), queue_id(gotrs, "Support")
    done = gotrs.of(ADA).post(path(ticket, "queue"), {"queue_id": target}).data
    assert (done["queue_id"], done["queue"], done["moved_at"][-1]) == (target, "Support", "Z")
    assert "Move" in [kind for kind, _ in recorded.entries]


def test_moving_needs_the_right_on_the_target(gotrs: Client, ticket: int) -> None:
    target = queue_id(gotrs, "Support")
    reply = gotrs.of(BO).post(path(ticket, "queue"), {"queue_id": target})
    assert (reply.status, reply.error) == (403, "You do not have permission to access this queue")


@pytest.mark.parametrize(
    ("action", "sent", "error"),
    [
        ("assign", {"comment": "?"}, "Invalid assign request: missing assigned_to"),
        ("assign", {"assigned_to": 99999999}, "User not found or inactive"),
        ("assign", {"assigned_to": "3"}, "Invalid request: invalid assigned_to"),
        ("assign", {"assigned_to": True}, "Invalid request: invalid assigned_to"),
        ("assign", {"assigned_to": 10**30}, "Invalid request: invalid assigned_to"),
        ("close", {"resolution": 1}, "Invalid request: invalid resolution"),
        ("close", [], "Invalid request: invalid body"),
        ("reopen", {"reason": {}}, "Invalid request: invalid reason"),
        ("priority", {}, "Invalid priority request: missing priority_id"),
        ("priority", {"priority_id": 77}, "Invalid priority_id"),
        ("priority", {"priority": []}, "Invalid request: invalid priority"),
        ("priority", {"priority": "urgent"}, "Invalid priority_id"),
        ("priority", {"priority": "9" * 40}, "Invalid priority_id"),
        ("queue", {}, "Invalid request: missing queue_id"),
        ("queue", {"queue_id": 99999999}, "Invalid queue_id"),
        ("queue", {"queue_id": "1"}, "Invalid request: invalid queue_id"),
    ],
)
@ON_SQLITE
def test_bad_requests_are_refused(gotrs: Client, ticket: int, action: str, sent: Any, error: str) -> None:
    reply = gotrs.of(ADA).post(path(ticket, action), sent)
    assert (reply.status, reply.error) == (400, error)


@EACH
@ON_SQLITE
def test_unknown_and_unseen_tickets_are_not_found(gotrs: Client, ticket: int, action: str) -> None:
    ada = gotrs.of(ADA)
    for one in ("99999999", "9" * 18, "9" * 70, "x"):
        reply = ada.post(path(one, action), ACTIONS[action])
        assert (reply.status, reply.error) == (404, "Ticket not found")
    assert gotrs.of(NELL).post(path(ticket, action), ACTIONS[action]).status == 404


@EACH
@ON_SQLITE
def test_actions_are_for_agents_with_the_right(gotrs: Client, ticket: int, action: str) -> None:
    assert gotrs.post(path(ticket, action), ACTIONS[action]).status == 401
    for who in (RAE, CORA, CATO):
        assert gotrs.of(who).post(path(ticket, action), ACTIONS[action]).status == 403


@EACH
def test_a_stale_etag_stops_an_action(gotrs: Client, action: str) -> None:
    state = "closed successful" if action == "reopen" else "open"
    ticket, ada = opened(gotrs.desk, state=state), gotrs.of(ADA)
    stale = {"If-Match": f'"{ticket}-0"'}
    assert ada.post(path(ticket, action), ACTIONS[action], headers=stale).status == 412
    good = {"If-Match": f'"{ticket}-{ticket_row(gotrs.desk, ticket).version}"'}
    reply = ada.post(path(ticket, action), ACTIONS[action], headers=good)
    assert reply.status == 200
    assert reply.headers["etag"] == f'"{ticket}-{ticket_row(gotrs.desk, ticket).version}"'
