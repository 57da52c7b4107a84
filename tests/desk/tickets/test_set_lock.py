from datetime import timedelta

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.kernel.clock import epoch
from tests.world.cast import ADA, BO
from tests.world.tickets import LOCK, NOBODY, NOON, TMP_LOCK, UNLOCK, at, changed, configured, opened, ticket_row

RESET = ("OwnerUpdate", "Reset owner to root@localhost.")


def test_locking_resets_the_unlock_time(shared: Desk) -> None:
    later = NOON + timedelta(minutes=1)
    ticket_id = opened(at(shared, NOON))
    assert changed(at(shared, later), ticket_id, ADA, set_lock, LOCK) == [
        ("Lock", "%%lock"),
        ("Misc", "Reset of unlock time."),
    ]
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.lock_id, ticket.unlock_timeout, ticket.first_locked_at) == (LOCK, epoch(later), later)


def test_the_first_lock_is_remembered(shared: Desk) -> None:
    ticket_id = opened(shared)
    for minute, lock in enumerate((LOCK, UNLOCK, LOCK)):
        changed(at(shared, NOON + timedelta(minutes=minute)), ticket_id, ADA, set_lock, lock)
    assert ticket_row(shared, ticket_id).first_locked_at == NOON


def test_a_temporary_lock_is_a_miscellaneous_entry(shared: Desk) -> None:
    assert changed(shared, opened(shared), ADA, set_lock, TMP_LOCK) == [("Misc", "%%tmp_lock")]


@pytest.mark.parametrize("lock", [LOCK, TMP_LOCK])
def test_unlocking_resets_the_owner(shared: Desk, lock: int) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, assign_owner, BO.id)
    changed(shared, ticket_id, ADA, set_lock, lock)
    assert changed(shared, ticket_id, ADA, set_lock, UNLOCK) == [RESET, ("Unlock", "%%unlock")]
    assert ticket_row(shared, ticket_id).owner_id == NOBODY


def test_unlocking_what_belongs_to_nobody_only_unlocks(shared: Desk) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, set_lock, LOCK)
    assert changed(shared, ticket_id, ADA, set_lock, UNLOCK) == [("Unlock", "%%unlock")]


def test_the_owner_stays_where_the_desk_says_so(world: Desk) -> None:
    configured(world, settings={"Ticket::OwnerResetOnUnlock": False})
    ticket_id = opened(world)
    changed(world, ticket_id, ADA, assign_owner, BO.id)
    changed(world, ticket_id, ADA, set_lock, LOCK)
    assert changed(world, ticket_id, ADA, set_lock, UNLOCK) == [("Unlock", "%%unlock")]
    assert ticket_row(world, ticket_id).owner_id == BO.id


@pytest.mark.parametrize("lock", [UNLOCK, LOCK, TMP_LOCK])
def test_the_same_lock_is_no_change(shared: Desk, lock: int) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, assign_owner, BO.id)
    changed(shared, ticket_id, ADA, set_lock, lock)
    assert changed(shared, ticket_id, ADA, set_lock, lock) == []
    assert ticket_row(shared, ticket_id).owner_id == BO.id
