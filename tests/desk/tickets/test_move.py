from polydesk.desk.desk import Desk
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.set_lock import set_lock
from tests.world.cast import ADA, BO
from tests.world.tickets import LOCK, NOBODY, UNLOCK, changed, configured, opened, ticket_row

EUROPE, SUPPORT = 6, 7


def test_the_history_names_the_new_queue_first(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, move_ticket, EUROPE) == [("Move", "%%Sales::Europe%%6%%Sales%%5")]
    assert ticket_row(shared, ticket_id).queue_id == EUROPE


def test_moving_to_the_queue_it_is_in_changes_nothing(shared: Desk) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, set_lock, LOCK)
    assert changed(shared, ticket_id, ADA, move_ticket, 5) == []
    assert ticket_row(shared, ticket_id).lock_id == LOCK


def test_moving_unlocks_and_gives_the_ticket_back_to_nobody(shared: Desk) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, assign_owner, BO.id)
    changed(shared, ticket_id, ADA, set_lock, LOCK)
    assert changed(shared, ticket_id, ADA, move_ticket, EUROPE)[1:] == [
        ("OwnerUpdate", "Reset owner to root@localhost."),
        ("Unlock", "%%unlock"),
    ]
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.lock_id, ticket.owner_id, ticket.responsible_id) == (UNLOCK, NOBODY, BO.id)


def test_without_force_unlock_a_move_keeps_the_lock(world: Desk) -> None:
    configured(world, settings={"Ticket::ForceUnlockAfterMove": False})
    ticket_id = opened(world)
    changed(world, ticket_id, ADA, set_lock, LOCK)
    assert [kind for kind, _text in changed(world, ticket_id, ADA, move_ticket, EUROPE)] == ["Move"]
    assert ticket_row(world, ticket_id).lock_id == LOCK


def test_the_clocks_of_the_new_queue_run(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert ticket_row(shared, ticket_id).escalation_time == 0
    changed(shared, ticket_id, ADA, move_ticket, SUPPORT)
    assert ticket_row(shared, ticket_id).escalation_time > 0
