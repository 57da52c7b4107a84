"""What an answer by mail does to its ticket, by the queue's follow-up option."""

import pytest
from sqlalchemy import update

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_state import set_state
from polydesk.mail.accept import Outcome
from tests.mail.post import AUTO_NEW, AUTO_REJECT, AUTO_REPLY, accepted, articles, letter, linked, state_of, subjects
from tests.world.tickets import LOCK, STATES, configured, ticket_row


def a_ticket(desk: Desk, state: str, queue: str = "support") -> Outcome:
    outcome = accepted(desk, letter(to=f"{queue}@desk.example"))
    with desk.work() as work:
        set_state(work, outcome.ticket_id or 0, STATES[state])
    return outcome


def answer(desk: Desk, first: Outcome, **headers: str) -> Outcome:
    return accepted(desk, letter(subject=f"Re: #{first.number}", **headers))


@pytest.mark.parametrize("state", ["closed successful", "pending reminder", "open"])
def test_the_customers_answer_opens_the_ticket(mailroom: Desk, state: str) -> None:
    first = a_ticket(mailroom, state)
    assert answer(mailroom, first).ticket_id == first.ticket_id
    assert state_of(mailroom, first) == STATES["open"]


def test_a_new_ticket_stays_new(mailroom: Desk) -> None:
    first = a_ticket(mailroom, "new")
    answer(mailroom, first)
    assert state_of(mailroom, first) == STATES["new"]


def test_closed_tickets_may_have_a_state_of_their_own_to_open_to(post: Desk) -> None:
    configured(post, settings={"PostmasterFollowUpStateClosed": "new"})
    first = a_ticket(post, "closed successful")
    answer(post, first)
    assert state_of(post, first) == STATES["new"]


def test_where_closed_is_closed_an_answer_is_a_new_ticket_linked_to_the_old(mailroom: Desk) -> None:
    first = a_ticket(mailroom, "closed successful", "sales")
    second = answer(mailroom, first)
    assert second.ticket_id != first.ticket_id
    assert linked(mailroom, first.ticket_id, second.ticket_id)
    assert subjects(mailroom, second.ticket_id) == [AUTO_NEW]
    assert state_of(mailroom, first) == STATES["closed successful"]


def test_where_answers_are_rejected_they_are_kept_and_the_sender_told(mailroom: Desk) -> None:
    first = a_ticket(mailroom, "closed successful", "strict")
    assert answer(mailroom, first).ticket_id == first.ticket_id
    assert len(articles(mailroom, first.ticket_id)) == 2
    assert state_of(mailroom, first) == STATES["closed successful"]
    assert subjects(mailroom, first.ticket_id) == [AUTO_REPLY, AUTO_REJECT]


def test_an_open_ticket_takes_answers_whatever_the_option(mailroom: Desk) -> None:
    first = a_ticket(mailroom, "open", "strict")
    assert answer(mailroom, first).ticket_id == first.ticket_id
    assert AUTO_REJECT not in subjects(mailroom, first.ticket_id)


def test_a_machines_answer_to_a_closed_ticket_makes_no_new_one(mailroom: Desk) -> None:
    first = a_ticket(mailroom, "closed successful", "sales")
    assert answer(mailroom, first, Auto_Submitted="auto-replied").ticket_id == first.ticket_id
    assert state_of(mailroom, first) == STATES["closed successful"]


def test_a_queue_may_lock_a_reopened_ticket_to_who_owned_it(post: Desk) -> None:
    configured(
        post, queues=[{"name": "Support", "follow_up_lock": True}], settings={"Ticket::OwnerResetOnUnlock": False}
    )
    first = a_ticket(post, "closed successful")
    with post.work() as work:
        work.connection.execute(update(Ticket).where(Ticket.id == first.ticket_id).values(owner_id=2))
    answer(post, first)
    ticket = ticket_row(post, first.ticket_id or 0)
    assert (ticket.lock_id, ticket.owner_id) == (LOCK, 2)


def test_a_status_decides_where_tickets_have_one(post: Desk) -> None:
    statuses = [("Open", "open", 0), ("Closed", "closed successful", 1), ("Final", "closed successful", 0)]
    configured(
        post,
        ticket_statuses=[{"id": i, "name": n, "state": s, "reopens": r} for i, (n, s, r) in enumerate(statuses, 1)],
        settings={"osTicket::default_status_id": 1},
    )
    first = accepted(post, letter())
    for status_id, same in ((2, True), (3, False)):
        with post.work() as work:
            set_state(work, first.ticket_id or 0, STATES["closed successful"])
            work.flush()
            work.connection.execute(update(Ticket).where(Ticket.id == first.ticket_id).values(status_id=status_id))
        assert (answer(post, first).ticket_id == first.ticket_id) is same
        if same:
            assert ticket_row(post, first.ticket_id or 0).status_id == 1


def test_a_state_set_otherwise_takes_the_status_away(post: Desk) -> None:
    """A ticket filed away by its status and opened by somebody else is open for answers as any other."""
    archived = {"id": 4, "name": "Archived", "state": "closed successful", "archived": True, "reopens": False}
    configured(post, ticket_statuses=[archived])
    first = a_ticket(post, "closed successful")
    with post.work() as work:
        work.connection.execute(update(Ticket).where(Ticket.id == first.ticket_id).values(status_id=4))
    for state in ("open", "closed successful"):
        with post.work() as work:
            set_state(work, first.ticket_id or 0, STATES[state])
    assert ticket_row(post, first.ticket_id or 0).status_id is None
    answer(post, first)
    assert ticket_row(post, first.ticket_id or 0).state_id == STATES["open"]
