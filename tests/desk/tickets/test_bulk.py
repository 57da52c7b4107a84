"""The same change to many tickets, and taking it back."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.bulk import DEFECT, MOST, UNDO_TIME, Change, Kind, OpenWork, change_tickets
from polydesk.desk.tickets.open import open_ticket
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.undo_bulk import Outcome, find_bulk, undo_bulk
from polydesk.kernel import clock
from polydesk.kernel.actors import Actor
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from polydesk.kernel.work import Work
from tests.world.cast import ADA, BO, RAE
from tests.world.tickets import LOCK, NOBODY, STATES, at, configured, history, named, new_ticket, opened, ticket_row

CLOSE = Change(Kind.CLOSE, STATES["closed successful"])
RESTORED = (
    *("queue_id", "state_id", "priority_id", "lock_id", "owner_id", "responsible_id", "until_time"),
    *("unlock_timeout", "first_closed_at", "last_closed_at", "first_locked_at", "escalation_time"),
)


def opener(desk: Desk, actor: Actor = ADA) -> OpenWork:
    def open_work() -> AbstractContextManager[Work]:
        return desk.work(actor)

    return open_work


def outcome(desk: Desk, bulk_id: int, actor: Actor = ADA) -> Outcome:
    with desk.look(actor) as look:
        return find_bulk(look, bulk_id)


def queue_id(desk: Desk, name: str) -> int:
    with desk.look() as look:
        return named(look.config(Catalogue).queues, name)


def test_closing_200_tickets_and_undoing_it(world: Desk) -> None:
    """Two hundred works and two hundred more: what the interface promises is tried in its size."""
    with world.work(ADA) as work:
        ids = [open_ticket(work, new_ticket(work)).id for _ in range(200)]
        until = clock.epoch(work.now) + 3600
        for ticket_id in ids[:2]:
            set_lock(work, ticket_id, LOCK)
            set_state(work, ticket_id, STATES["pending reminder"])
            set_pending_time(work, ticket_id, until)
    before = {ticket_id: ticket_row(world, ticket_id) for ticket_id in ids[:3]}
    bulk_id = change_tickets(opener(world), ids, CLOSE)
    assert outcome(world, bulk_id).changed == 200
    assert ticket_row(world, ids[-1]).state_id == STATES["closed successful"]
    entries = len(history(world, ids[0]))
    undo_bulk(opener(world), bulk_id)
    assert outcome(world, bulk_id).kept == []
    for ticket_id, row in before.items():
        after = ticket_row(world, ticket_id)
        assert [getattr(after, name) for name in RESTORED] == [getattr(row, name) for name in RESTORED]
    assert ("StateUpdate", "%%closed successful%%open%%") in history(world, ids[-1])
    # Locking also starts the unlock clock anew, which is an entry of its own once a second has gone by.
    kinds = [kind for kind, _ in history(world, ids[0], after=entries) if kind != "Misc"]
    assert kinds == ["StateUpdate", "Lock", "SetPendingTime"]


@pytest.mark.parametrize("kind", [Kind.OWNER, Kind.PRIORITY, Kind.LOCK, Kind.MOVE])
def test_each_change_is_undone(world: Desk, kind: Kind) -> None:
    ticket_id = opened(world)
    before = ticket_row(world, ticket_id)
    values = {Kind.OWNER: BO.id, Kind.PRIORITY: 5, Kind.LOCK: LOCK, Kind.MOVE: queue_id(world, "Raw")}
    bulk_id = change_tickets(opener(world), [ticket_id], Change(kind, values[kind]))
    changed = ticket_row(world, ticket_id)
    names = {Kind.OWNER: "owner_id", Kind.PRIORITY: "priority_id", Kind.LOCK: "lock_id", Kind.MOVE: "queue_id"}
    assert getattr(changed, names[kind]) == values[kind]
    undo_bulk(opener(world), bulk_id)
    after = ticket_row(world, ticket_id)
    assert [getattr(after, name) for name in RESTORED] == [getattr(before, name) for name in RESTORED]


def test_where_unlocking_resets_the_owner_undoing_gives_it_back(world: Desk) -> None:
    configured(world, settings={"Ticket::OwnerResetOnUnlock": True})
    ticket_id = opened(world)
    with world.work(ADA) as work:
        set_lock(work, ticket_id, LOCK)
        assign_owner(work, ticket_id, ADA.id)
    bulk_id = change_tickets(opener(world), [ticket_id], CLOSE)
    assert ticket_row(world, ticket_id).owner_id == NOBODY
    undo_bulk(opener(world), bulk_id)
    row = ticket_row(world, ticket_id)
    assert (row.owner_id, row.lock_id, row.state_id) == (ADA.id, LOCK, STATES["open"])


def test_some_fail_and_are_told(world: Desk) -> None:
    fine, closed = opened(world), opened(world, state="closed successful")
    bulk = outcome(world, change_tickets(opener(world), [fine, closed, 999_999, fine], CLOSE))
    assert (bulk.changed, bulk.failed) == (1, {closed: "ticket.closed", 999_999: "ticket"})


@pytest.mark.parametrize(
    "change", [CLOSE, Change(Kind.MOVE, 1), Change(Kind.OWNER, 2), Change(Kind.PRIORITY, 5), Change(Kind.LOCK, LOCK)]
)
def test_who_may_only_read_changes_nothing(world: Desk, change: Change) -> None:
    ticket_id = opened(world)
    bulk = outcome(world, change_tickets(opener(world, RAE), [ticket_id], change), RAE)
    assert (bulk.changed, bulk.failed) == (0, {ticket_id: "right_missing"})


def test_what_somebody_has_changed_since_stays(world: Desk) -> None:
    touched, other = opened(world), opened(world)
    bulk_id = change_tickets(opener(world), [touched, other], CLOSE)
    with world.work(BO) as work:
        rename_ticket(work, touched, "Somebody's")
    undo_bulk(opener(world), bulk_id)
    assert outcome(world, bulk_id).kept == [touched]
    assert [ticket_row(world, one).state_id for one in (touched, other)] == [
        STATES["closed successful"],
        STATES["open"],
    ]


def test_undoing_is_one_agents_once_and_for_a_minute(world: Desk) -> None:
    bulk_id = change_tickets(opener(world), [opened(world)], CLOSE)
    with pytest.raises(NotFound):
        undo_bulk(opener(world, BO), bulk_id)
    late = at(world, clock.now() + UNDO_TIME + timedelta(seconds=1))
    with pytest.raises(Conflict, match=r"bulk\.too_late"):
        undo_bulk(opener(late), bulk_id)
    undo_bulk(opener(world), bulk_id)
    with pytest.raises(Conflict, match=r"bulk\.undone"):
        undo_bulk(opener(world), bulk_id)


def test_old_ones_are_forgotten(world: Desk) -> None:
    bulk_id = change_tickets(opener(world), [opened(world)], CLOSE)
    change_tickets(opener(at(world, clock.now() + timedelta(hours=2))), [opened(world)], CLOSE)
    with pytest.raises(NotFound):
        outcome(world, bulk_id)


@pytest.mark.parametrize(
    "change",
    [Change(Kind.CLOSE, STATES["open"]), Change(Kind.CLOSE, 10**15), Change(Kind.OWNER, 0), Change(Kind.MOVE, -1)],
)
def test_what_no_ticket_can_be_set_to_is_refused(world: Desk, change: Change) -> None:
    with pytest.raises(Invalid):
        change_tickets(opener(world), [opened(world)], change)


@pytest.mark.parametrize("ids", [[], range(1, MOST + 2)])
def test_none_and_too_many_are_refused(world: Desk, ids: list[int]) -> None:
    with pytest.raises(Invalid):
        change_tickets(opener(world), ids, CLOSE)


def test_a_defect_in_one_ticket_is_told_and_hinders_no_other(world: Desk) -> None:
    first, second, third = (opened(world) for _ in range(3))
    begun: list[Work] = []

    @contextmanager
    def breaking() -> Iterator[Work]:
        with world.work(ADA) as work:
            yield work
            begun.append(work)
            if len(begun) == len(("beginning", "first", "second")):
                raise OSError

    bulk_id = change_tickets(breaking, [first, second, third], CLOSE)
    told = outcome(world, bulk_id)
    assert (told.changed, told.failed) == (2, {second: DEFECT})
    begun.clear()
    undo_bulk(breaking, bulk_id)
    assert outcome(world, bulk_id).kept == [third]
    assert [ticket_row(world, one).state_id for one in (first, second)] == [STATES["open"]] * 2
