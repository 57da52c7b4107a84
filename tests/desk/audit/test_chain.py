"""The audit trail: written with the change, chained, and readable."""

import threading

import pytest
from sqlalchemy import delete, insert, update

from polydesk.desk.audit.entries import AuditFilter, Entry, list_audit
from polydesk.desk.audit.models import AuditEntry
from polydesk.desk.audit.record import audit
from polydesk.desk.audit.verify import Verdict, verify_audit
from polydesk.desk.desk import Desk
from polydesk.kernel.actors import SYSTEM, Actor
from tests.world.cast import ADA, CORA


def write(desk: Desk, count: int, actor: Actor = ADA) -> None:
    with desk.work(actor, origin="192.0.2.7") as work:
        for number in range(count):
            audit(work, "queue.update", "queue", number, old={"name": "é\ud800\0"}, new={"name": "b"})


def verdict(desk: Desk) -> Verdict:
    with desk.look() as look:
        return verify_audit(look)


def entries(desk: Desk, wanted: AuditFilter = AuditFilter()) -> list[Entry]:  # noqa: B008  it is frozen
    with desk.look() as look:
        return list(list_audit(look, wanted, offset=0, limit=100)[0])


def test_an_entry_says_who_did_what_from_where(world: Desk) -> None:
    write(world, 1)
    [entry] = entries(world)
    assert (entry.actor_kind, entry.actor_id, entry.actor) == ("agent", ADA.id, "agent1")
    assert (entry.action, entry.entity_type, entry.entity_id) == ("queue.update", "queue", "0")
    assert entry.remote_address == "192.0.2.7"
    assert entry.old_values == {"name": "é\ud800\0"}
    assert entry.new_values == {"name": "b"}


def test_customers_the_system_and_nobody_are_told_apart(world: Desk) -> None:
    for actor in (CORA, SYSTEM):
        write(world, 1, actor)
    with world.work() as work:
        audit(work, "auth.login_failed", "login", "x\0", nobody="x\0")
    assert [one.actor_kind for one in entries(world)] == ["nobody", "system", "customer"]
    assert entries(world, AuditFilter(agent_id=ADA.id)) == []


def test_a_trail_as_it_was_written_is_good(world: Desk) -> None:
    write(world, 3)
    write(world, 2)
    found = verdict(world)
    assert (found.count, found.broken_at) == (5, None)
    assert verdict(world) == found


def test_nothing_is_written_when_the_work_fails(world: Desk) -> None:
    with pytest.raises(RuntimeError), world.work() as work:
        audit(work, "queue.update", "queue", 1)
        raise RuntimeError
    assert verdict(world).count == 0


@pytest.mark.parametrize("column", ["actor", "remote_address", "new_values", "hash", "entity_id"])
def test_a_changed_entry_shows(world: Desk, column: str) -> None:
    write(world, 4)
    with world.database.writing() as connection:
        connection.execute(update(AuditEntry).where(AuditEntry.id == 2).values({column: "x"}))
    assert verdict(world).broken_at == 2


def test_a_missing_entry_shows(world: Desk) -> None:
    write(world, 4)
    with world.database.writing() as connection:
        connection.execute(delete(AuditEntry).where(AuditEntry.id == 1))
    assert verdict(world).broken_at == 2


def test_an_entry_made_by_somebody_else_shows(world: Desk) -> None:
    write(world, 1)
    made = dict.fromkeys(("actor", "action", "entity_type", "entity_id", "remote_address"), "")
    values = {**made, "actor_kind": "system", "old_values": "", "new_values": "", "hash": "0" * 64}
    with world.work() as work:
        work.connection.execute(insert(AuditEntry).values(**values, create_time=work.now))
    assert verdict(world).broken_at == 2


def test_works_that_end_together_follow_each_other_in_the_chain(world: Desk) -> None:
    write(world, 1)
    threads = [threading.Thread(target=write, args=(world, 2)) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (verdict(world).count, verdict(world).broken_at) == (9, None)


def test_each_actor_of_a_work_gets_entries_of_their_own(world: Desk) -> None:
    with world.work() as work:
        audit(work, "queue.update", "queue", 1)
        audit(work.acting(ADA), "queue.update", "queue", 2)
    assert [one.actor_kind for one in entries(world)] == ["agent", "system"]
    assert verdict(world).broken_at is None
