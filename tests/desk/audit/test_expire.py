"""The old end of the audit trail is removed, and what is left can still be checked."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from polydesk.desk.audit import expire
from polydesk.desk.audit.expire import expire_audit
from polydesk.desk.audit.models import AuditEntry
from polydesk.desk.audit.record import audit
from polydesk.desk.audit.verify import Verdict, verify_audit
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from tests.world.tickets import NOON, at

DAYS = 30


def write(desk: Desk, count: int, *, days: int) -> None:
    with at(desk, NOON + timedelta(days=days)).work() as work:
        for number in range(count):
            audit(work, "queue.update", "queue", number)


def keep(desk: Desk, days: int) -> None:
    with at(desk, NOON).work() as work:
        load_configuration(work, {"settings": {"Audit::KeepDays": days}})
        work.connection.execute(delete(AuditEntry))


def remove(desk: Desk, *, days: int) -> None:
    expire_audit(at(desk, NOON + timedelta(days=days)))


def verdict(desk: Desk) -> Verdict:
    with desk.look() as look:
        return verify_audit(look)


def ids(desk: Desk) -> list[int]:
    with desk.look() as look:
        return [row.id for row in look.connection.execute(AuditEntry.__table__.select().order_by(AuditEntry.id))]


@pytest.fixture
def trail(world: Desk) -> Desk:
    """Five old entries, three young ones; the configuration is one entry more, the very first."""
    keep(world, DAYS)
    write(world, 5, days=0)
    write(world, 3, days=DAYS)
    return world


def test_old_entries_go_and_the_rest_still_fits(trail: Desk) -> None:
    before = verdict(trail)
    remove(trail, days=DAYS + 1)
    after = verdict(trail)
    assert (before.broken_at, after.broken_at) == (None, None)
    assert after.count == 3 + 1
    assert after.start != ""
    write(trail, 2, days=DAYS + 1)
    assert (verdict(trail).count, verdict(trail).broken_at) == (6, None)


def test_a_second_removal_goes_on_from_the_first(trail: Desk) -> None:
    remove(trail, days=DAYS + 1)
    remove(trail, days=2 * DAYS + 2)
    found = verdict(trail)
    assert (found.count, found.broken_at) == (1 + 1, None)


def test_many_are_removed_in_short_transactions(trail: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expire, "BATCH", 2)
    remove(trail, days=DAYS + 1)
    assert (verdict(trail).count, verdict(trail).broken_at) == (3 + 3, None)


def test_the_newest_entry_stays_since_the_next_follows_from_it(trail: Desk) -> None:
    for _ in range(3):
        remove(trail, days=1000)
    write(trail, 1, days=1000)
    assert verdict(trail).broken_at is None


def test_nothing_is_removed_unless_somebody_says_so(world: Desk) -> None:
    keep(world, 0)
    write(world, 5, days=0)
    there = ids(world)
    remove(world, days=10_000)
    assert ids(world) == there


def test_removing_more_than_that_shows(trail: Desk) -> None:
    remove(trail, days=DAYS + 1)
    first, second = ids(trail)[:2]
    with trail.database.writing() as connection:
        connection.execute(delete(AuditEntry).where(AuditEntry.id == first))
    assert verdict(trail).broken_at == second


@pytest.mark.parametrize("said", ['{"hash": ""}', '{"hash": "0"}', "[]", "{", ""])
def test_a_changed_removal_shows(trail: Desk, said: str) -> None:
    remove(trail, days=DAYS + 1)
    with trail.database.writing() as connection:
        removal = AuditEntry.action == "audit.expire"
        connection.execute(update(AuditEntry).where(removal).values(new_values=said))
    assert verdict(trail).broken_at == ids(trail)[0]
