from datetime import timedelta

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_state import set_state
from tests.world.cast import ADA, BO
from tests.world.tickets import LOCK, NOBODY, NOON, STATES, UNLOCK, at, changed, opened, ticket_row

CLOSED = STATES["closed successful"]


def test_the_history_has_the_old_state_and_the_new_one(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, set_state, STATES["in progress"]) == [
        ("StateUpdate", "%%open%%in progress%%")
    ]
    assert ticket_row(shared, ticket_id).state_id == STATES["in progress"]


def test_the_same_state_is_no_change(shared: Desk) -> None:
    assert changed(shared, opened(shared), ADA, set_state, STATES["open"]) == []


def test_closing_unlocks_and_gives_the_ticket_back_to_nobody(shared: Desk) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, assign_owner, BO.id)
    changed(shared, ticket_id, ADA, set_lock, LOCK)
    assert changed(shared, ticket_id, ADA, set_state, CLOSED) == [
        ("OwnerUpdate", "Reset owner to root@localhost."),
        ("Unlock", "%%unlock"),
        ("StateUpdate", "%%open%%closed successful%%"),
    ]
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.lock_id, ticket.owner_id) == (UNLOCK, NOBODY)


@pytest.mark.parametrize("state", ["pending reminder", "removed", "merged"])
def test_only_closing_unlocks(shared: Desk, state: str) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, set_lock, LOCK)
    changed(shared, ticket_id, ADA, set_state, STATES[state])
    assert ticket_row(shared, ticket_id).lock_id == LOCK


def test_the_first_and_the_last_closing_are_remembered(shared: Desk) -> None:
    ticket_id = opened(shared)
    for minute, state in enumerate(("closed successful", "open", "closed unsuccessful", "closed successful")):
        changed(at(shared, NOON + timedelta(minutes=minute)), ticket_id, ADA, set_state, STATES[state])
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.first_closed_at, ticket.last_closed_at) == (NOON, NOON + timedelta(minutes=3))


@pytest.mark.parametrize("state", ["open", "closed successful", "removed"])
def test_leaving_pending_takes_the_time_away(shared: Desk, state: str) -> None:
    ticket_id = opened(shared, state="pending reminder")
    changed(shared, ticket_id, ADA, set_pending_time, 1_800_000_000)
    assert changed(shared, ticket_id, ADA, set_state, STATES[state]) == [
        ("StateUpdate", f"%%pending reminder%%{state}%%"),
        ("SetPendingTime", "%%00-00-00 00:00"),
    ]
    assert ticket_row(shared, ticket_id).until_time == 0


def test_from_one_pending_state_to_another_the_time_stays(shared: Desk) -> None:
    ticket_id = opened(shared, state="pending reminder")
    changed(shared, ticket_id, ADA, set_pending_time, 1_800_000_000)
    changed(shared, ticket_id, ADA, set_state, STATES["pending auto close+"])
    assert ticket_row(shared, ticket_id).until_time == 1_800_000_000


def test_leaving_pending_without_a_time_takes_nothing_away(shared: Desk) -> None:
    ticket_id = opened(shared, state="pending reminder")
    assert len(changed(shared, ticket_id, ADA, set_state, STATES["open"])) == 1
