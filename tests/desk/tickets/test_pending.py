from datetime import timedelta

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.pending import close_pending_tickets
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.kernel.clock import epoch
from tests.world.cast import ADA
from tests.world.tickets import LOCK, NOON, STATES, UNLOCK, Recorded, at, changed, opened, ticket_row


def pending(desk: Desk, state: str) -> int:
    ticket_id = opened(desk, state=state)
    changed(desk, ticket_id, ADA, set_pending_time, epoch(NOON))
    return ticket_id


@pytest.mark.parametrize(("sign", "after"), [("+", "closed successful"), ("-", "closed unsuccessful")])
def test_when_the_time_is_over_the_ticket_closes(shared: Desk, sign: str, after: str) -> None:
    ticket_id = pending(shared, f"pending auto close{sign}")
    changed(shared, ticket_id, ADA, set_lock, LOCK)
    recorded = Recorded(shared, ticket_id)
    close_pending_tickets(at(shared, NOON))
    assert recorded.entries == [
        ("Unlock", "%%unlock"),
        ("StateUpdate", f"%%pending auto close{sign}%%{after}%%"),
        ("SetPendingTime", "%%00-00-00 00:00"),
    ]
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.state_id, ticket.lock_id, ticket.change_by) == (STATES[after], UNLOCK, 1)


def test_it_waits_until_then(shared: Desk) -> None:
    ticket_id = pending(shared, "pending auto close+")
    close_pending_tickets(at(shared, NOON - timedelta(seconds=1)))
    assert ticket_row(shared, ticket_id).state_id == STATES["pending auto close+"]


def test_reminders_tickets_without_a_time_and_deleted_ones_stay(shared: Desk) -> None:
    reminder, timeless = pending(shared, "pending reminder"), opened(shared, state="pending auto close+")
    deleted = pending(shared, "pending auto close+")
    changed(shared, deleted, ADA, delete_ticket)
    close_pending_tickets(at(shared, NOON))
    assert ticket_row(shared, reminder).state_id == STATES["pending reminder"]
    assert ticket_row(shared, timeless).state_id == STATES["pending auto close+"]
    assert ticket_row(shared, deleted).state_id == STATES["removed"]
