"""Showing, changing and archiving one ticket over `/api/v1`."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.queries import list_articles
from tests.api.gotrs.client import ADA, BO, CATO, CORA, NELL, ON_SQLITE, RAE, Client
from tests.world import cast
from tests.world.tickets import STATES, Recorded, opened, ticket_row

UNKNOWN = 99999999
SALES, SUPPORT, OLD = 5, 7, 9


def path(ticket: object) -> str:
    return f"/api/v1/tickets/{ticket}"


@pytest.fixture
def ticket(world: Desk) -> int:
    return opened(world, customer_user="c1", customer_id="acme")


def test_a_ticket_is_shown_by_id_and_by_number(gotrs: Client, ticket: int) -> None:
    ada = gotrs.of(ADA)
    shown = ada.get(path(ticket))
    assert (shown.data["id"], shown.data["article_count"]) == (ticket, 1)
    assert ada.get(path(shown.data["tn"])).data == shown.data


def test_customers_are_not_told_of_articles_they_do_not_see(gotrs: Client, world: Desk, ticket: int) -> None:
    assert gotrs.of(CORA).get(path(ticket)).data["article_count"] == 0


def test_what_one_may_not_see_is_not_there(gotrs: Client, world: Desk, ticket: int) -> None:
    number = ticket_row(world, ticket).number
    for who in (NELL, CATO):
        client = gotrs.of(who)
        for wanted in (ticket, number, UNKNOWN, "1" * 40, "1" * 60, "abc", -1, "0", "%00", "é"):
            reply = client.get(path(wanted))
            assert (reply.status, reply.error) == (404, "Ticket not found")


@ON_SQLITE
def test_nobody_is_let_in(gotrs: Client, ticket: int) -> None:
    replies = [gotrs.get(path(ticket)), gotrs.put(path(ticket), {"title": "x"}), gotrs.delete(path(ticket))]
    assert [one.status for one in replies] == [401, 401, 401]


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"title": "New"}, "TitleUpdate"),
    ({"queue_id": SUPPORT}, "Move"),
    ({"state_id": STATES["new"]}, "StateUpdate"),
    ({"priority_id": 5}, "PriorityUpdate"),
    ({"type_id": 2}, "TypeUpdate"),
    ({"user_id": cast.BO.id}, "OwnerUpdate"),
    ({"responsible_user_id": cast.BO.id}, "ResponsibleUpdate"),
    ({"ticket_lock_id": 2}, "Lock"),
    ({"customer_user_id": "c3"}, "CustomerUpdate"),
    ({"customer_id": "globex"}, "CustomerUpdate"),
]
BESIDE = {"SendAgentNotification", "ResponsibleUpdate", "Misc"}
"""The first owner becomes responsible, by a setting of the desk; a lock starts the time until it opens by itself."""


@pytest.mark.parametrize(("change", "kind"), CHANGES)
def test_each_change_is_one_entry_of_the_history(
    gotrs: Client, world: Desk, ticket: int, change: dict[str, Any], kind: str
) -> None:
    recorded = Recorded(world, ticket)
    reply = gotrs.of(ADA).put(path(ticket), change)
    assert reply.data.items() >= change.items()
    kinds = [one for one, _ in recorded.entries]
    assert kinds.count(kind) == 1
    assert set(kinds) - BESIDE <= {kind}


def test_all_can_be_changed_at_once(gotrs: Client, world: Desk, ticket: int) -> None:
    change = {key: value for one, _ in CHANGES for key, value in one.items()}
    assert gotrs.of(ADA).put(path(ticket), change).data.items() >= change.items()
    assert gotrs.of(ADA).get(path(ticket)).data.items() >= change.items()


@pytest.mark.parametrize("name", ["user_id", "owner_id", "owner_user_id"])
def test_the_owner_has_several_names(gotrs: Client, ticket: int, name: str) -> None:
    assert gotrs.of(ADA).put(path(ticket), {name: cast.BO.id}).data["owner_id"] == cast.BO.id


def test_null_takes_the_responsible_away_and_nothing_else(gotrs: Client, ticket: int) -> None:
    ada = gotrs.of(ADA)
    ada.put(path(ticket), {"responsible_id": cast.BO.id})
    changed = ada.put(path(ticket), {"responsible_id": None, "title": None}).data
    assert (changed["responsible_id"], changed["title"]) == (None, "Printer")


def test_a_pending_state_has_its_time(gotrs: Client, ticket: int) -> None:
    wanted = {"state_id": STATES["pending reminder"], "pending_until": "2030-01-01T08:00:00Z"}
    assert gotrs.of(ADA).put(path(ticket), wanted).data.items() >= wanted.items()


def test_long_titles_are_kept(gotrs: Client, ticket: int) -> None:
    assert gotrs.of(ADA).put(path(ticket), {"title": "x" * 255}).data["title"] == "x" * 255


@ON_SQLITE
@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({}, "No fields to update"),
        ({"colour": "red"}, "No fields to update"),
        ({"title": None}, "No fields to update"),
        ({"title": " "}, "Title cannot be empty"),
        ({"title": "\0"}, "Title cannot be empty"),
        ({"title": "x" * 256}, "Title too long (max 255 characters)"),
        ({"title": 5}, "Invalid request: invalid title"),
        ({"queue_id": UNKNOWN}, "Invalid queue_id"),
        ({"queue_id": OLD}, "Invalid queue_id"),
        ({"queue_id": "5"}, "Invalid request: invalid queue_id"),
        ({"state_id": UNKNOWN}, "Invalid state_id"),
        ({"state_id": STATES["pending reminder"]}, "A pending state needs pending_until"),
        ({"pending_until": "2030-01-01T08:00:00Z"}, "Invalid pending_until"),
        ({"priority_id": 0}, "Invalid request: invalid priority_id"),
        ({"priority_id": 9}, "Invalid priority_id"),
        ({"type_id": UNKNOWN}, "Invalid type_id"),
        ({"user_id": UNKNOWN}, "User not found or inactive"),
        ({"responsible_id": 2**80}, "Invalid request: invalid responsible_id"),
        ({"ticket_lock_id": 9}, "Invalid ticket_lock_id"),
        (["title"], "Invalid request: invalid body"),
    ],
)
def test_wrong_changes_are_refused(gotrs: Client, ticket: int, change: Any, error: str) -> None:
    reply = gotrs.of(ADA).put(path(ticket), change)
    assert (reply.status, reply.error) == (400, error)


@ON_SQLITE
def test_a_refused_change_changes_nothing(gotrs: Client, world: Desk, ticket: int) -> None:
    before = ticket_row(world, ticket)
    assert gotrs.of(ADA).put(path(ticket), {"title": "New", "priority_id": 9}).status == 400
    assert ticket_row(world, ticket) == before


@ON_SQLITE
def test_who_may_only_read_changes_nothing(gotrs: Client, ticket: int) -> None:
    for who in (RAE, CORA):
        assert gotrs.of(who).put(path(ticket), {"title": "x"}).status == 403
        assert gotrs.of(who).delete(path(ticket)).status == 403
    assert gotrs.of(NELL).put(path(ticket), {"title": "x"}).status == 404
    assert gotrs.of(NELL).delete(path(ticket)).status == 404
    assert gotrs.of(ADA).put(path(UNKNOWN), {"title": "x"}).status == 404
    assert gotrs.of(ADA).delete(path(UNKNOWN)).status == 404


@ON_SQLITE
def test_moving_needs_the_right_to_move_there(gotrs: Client, ticket: int) -> None:
    reply = gotrs.of(BO).put(path(ticket), {"queue_id": SUPPORT})
    assert (reply.status, reply.error) == (403, "You do not have permission to access this queue")


def test_a_stale_change_is_refused(gotrs: Client, world: Desk, ticket: int) -> None:
    ada = gotrs.of(ADA)
    first = ada.get(path(ticket)).headers["etag"]
    second = ada.put(path(ticket), {"title": "Mine"}, {"if-match": first}).headers["etag"]
    assert second != first
    stale = ada.put(path(ticket), {"title": "Theirs"}, {"if-match": first})
    assert (stale.status, stale.json["code"]) == (412, "core:precondition_failed")
    assert ada.delete(path(ticket), headers={"if-match": first}).status == 412
    assert ticket_row(world, ticket).title == "Mine"
    assert ada.put(path(ticket), {"title": "Yours"}, {"if-match": f'"x", W/{second}'}).status == 200
    assert ada.put(path(ticket), {"title": "Anyone's"}, {"if-match": "*"}).status == 200


def test_deleting_archives(gotrs: Client, world: Desk, ticket: int) -> None:
    recorded = Recorded(world, ticket)
    reply = gotrs.of(ADA).delete(path(ticket))
    assert reply.json["message"] == "Ticket archived"
    assert reply.data.items() >= {"id": ticket, "state_id": 2, "archive_flag": 1}.items()
    assert {"StateUpdate", "ArchiveFlagUpdate", "AddNote"} <= {kind for kind, _ in recorded.entries}
    shown = gotrs.of(ADA).get(path(ticket)).data
    assert (shown["archive_flag"], shown["state"], shown["article_count"]) == (1, "closed successful", 2)
    with world.look() as look:
        last = list_articles(look, [ticket])[ticket][-1]
    assert (last.subject, last.visible) == ("Ticket Archived", 0)


@ON_SQLITE
@pytest.mark.parametrize("state", ["closed successful", "closed unsuccessful", "merged"])
def test_what_is_closed_is_not_archived_again(gotrs: Client, world: Desk, state: str) -> None:
    reply = gotrs.of(ADA).delete(path(opened(world, state=state)))
    assert (reply.status, reply.error) == (400, "Ticket is already closed")


@ON_SQLITE
def test_customers_archive_nothing(gotrs: Client, ticket: int) -> None:
    assert gotrs.of(CORA).delete(path(ticket)).error == "Customers cannot delete tickets"
