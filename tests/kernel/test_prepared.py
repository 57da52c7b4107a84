"""A prepared statement gives and writes what it does through SQLAlchemy."""

from sqlalchemy import DateTime, bindparam, insert, literal_column, select, type_coerce

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.among import among
from polydesk.kernel.clock import now
from polydesk.kernel.outbox import outbox
from polydesk.kernel.prepared import Prepared, insert_into
from polydesk.kernel.prepared_by_ids import PreparedByIds
from tests.world.tickets import opened

TICKET = Ticket.__table__
SOME = select(TICKET).where(among(TICKET.c.id, "ids"), TICKET.c.lock_id == 1).order_by(TICKET.c.id)


def test_rows_and_columns_are_the_same(world: Desk) -> None:
    ids = [opened(world), opened(world), opened(world)][:2]
    with world.look() as look:
        plain = look.connection.execute(SOME, {"ids": ids}).all()
        fast = Prepared(SOME).rows(look.connection, ids=ids)
    assert [row._asdict() for row in fast] == [row._asdict() for row in plain]
    assert len(fast) == 2


def test_nothing_found_is_an_empty_list(world: Desk) -> None:
    with world.look() as look:
        assert list(Prepared(SOME).rows(look.connection, ids=[])) == []


def test_each_run_has_its_own_values(world: Desk) -> None:
    asked = Prepared(
        select(type_coerce(literal_column("'2026-11-24 10:00:00'"), DateTime).label("moment")).where(
            bindparam("one", type_=TICKET.c.id.type) == 1
        )
    )
    with world.look() as look:
        assert [len(asked.rows(look.connection, one=value)) for value in (1, 2, 1)] == [1, 0, 1]


def test_inserted_rows_are_the_same(world: Desk) -> None:
    row = {"listener": "x", "payload": {"ü": [1, None]}, "create_time": now(), "attempts": 0}
    rows = [{**row, "next_try_at": now(), "error": error} for error in ("first", "it's ? %s :x")]
    with world.work() as work:
        insert_into(outbox, frozenset(rows[0])).run(work.connection, rows)
        work.connection.execute(insert(outbox), rows)
    with world.look() as look:
        stored = [row._asdict() for row in look.connection.execute(select(outbox).order_by(outbox.c.id))]
    fast, plain = stored[:2], stored[2:]
    assert [{**row, "id": 0} for row in fast] == [{**row, "id": 0} for row in plain]


def test_columns_not_given_get_the_defaults_of_their_table(world: Desk) -> None:
    first = opened(world)
    with world.look() as look:
        row = look.connection.execute(select(TICKET).where(TICKET.c.id == first)).one()
    given = {**row._asdict(), "number": "another"}
    for name in ("id", "customer_id", "version", "archived"):
        del given[name]
    with world.work() as work:
        insert_into(Ticket.metadata.tables["ticket"], frozenset(given)).run(work.connection, [given])
        stored = work.connection.execute(select(TICKET).where(TICKET.c.number == "another")).one()
    assert (stored.customer_id, stored.version, stored.archived) == ("", 1, 0)


def test_one_id_and_several_find_the_same_rows(world: Desk) -> None:
    ids = [opened(world), opened(world)]
    by_ids = PreparedByIds(select(TICKET).order_by(TICKET.c.id), TICKET.c.id)
    with world.look() as look:
        together = by_ids.rows(look.connection, ids)
        one_by_one = [row for one in ids for row in by_ids.rows(look.connection, {one})]
        assert list(by_ids.rows(look.connection, [])) == []
    assert [row.id for row in together] == ids
    assert one_by_one == list(together)
