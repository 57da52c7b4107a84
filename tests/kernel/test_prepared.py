"""A prepared select gives what SQLAlchemy gives."""

from sqlalchemy import DateTime, bindparam, literal_column, select, type_coerce

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.among import among
from polydesk.kernel.prepared import Prepared
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
