import sqlite3
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select
from sqlalchemy.exc import DBAPIError

from polydesk.kernel.db import Database
from polydesk.kernel.outbox import outbox, post, waiting
from polydesk.kernel.settings import setting
from polydesk.kernel.work import Work
from tests.kernel.bare_desk import BareDesk, bare_desk


@pytest.fixture
def bare(migrated: Database) -> BareDesk:
    return bare_desk(migrated)


def names(bare: BareDesk) -> list[str]:
    with bare.database.reading() as connection:
        return list(connection.execute(select(setting.c.name).order_by(setting.c.name)).scalars())


def test_rows_are_written_together_at_the_end(bare: BareDesk) -> None:
    inserts = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT"):
            inserts.append(statement)

    event.listen(bare.database.engine, "before_cursor_execute", note)
    with bare.work() as work:
        for number in range(100):
            work.write(setting, name=f"s{number}", value=number)
        for _ in range(3):
            post(work, "l", {})
        assert inserts == []
    event.remove(bare.database.engine, "before_cursor_execute", note)
    assert len(inserts) == 2
    assert len(names(bare)) == 100


def test_flush_sends_what_is_pending_and_leaves_the_transaction_open(bare: BareDesk) -> None:
    with pytest.raises(ZeroDivisionError), bare.work() as work:
        work.write(setting, name="a", value=1)
        work.flush()
        assert work.connection.execute(select(func.count()).select_from(setting)).scalar_one() == 1
        raise ZeroDivisionError
    assert names(bare) == []


def test_actions_at_the_end_run_once_in_order_and_may_add_more(bare: BareDesk) -> None:
    done = []

    def first(work: Work) -> None:
        done.append("first")
        work.at_end(lambda _work: done.append("third"))
        work.write(setting, name="late", value=1)

    with bare.work() as work:
        work.at_end(first)
        work.at_end(lambda _work: done.append("second"))
        assert done == []
    assert done == ["first", "second", "third"]
    assert names(bare) == ["late"]


def test_actions_at_last_run_when_everything_else_is_in_the_database(bare: BareDesk) -> None:
    seen = []

    def last(work: Work) -> None:
        seen.append(work.connection.execute(select(func.count()).select_from(setting)).scalar_one())

    with bare.work() as work:
        work.at_last(last)
        work.at_end(lambda end: end.write(setting, name="late", value=1))
    assert seen == [1]


def test_an_exception_leaves_nothing(bare: BareDesk) -> None:
    with pytest.raises(ZeroDivisionError), bare.work() as work:
        work.write(setting, name="a", value=1)
        work.connection.execute(insert(setting).values(name="b", value=1))
        post(work, "l", {})
        work.flush()
        raise ZeroDivisionError
    assert names(bare) == []
    with bare.database.reading() as connection:
        assert waiting(connection) == 0


def test_on_postgresql_who_only_looks_cannot_write(bare: BareDesk) -> None:
    if bare.database.is_sqlite:
        pytest.skip("SQLite has no transactions that only read")
    with bare.database.reading() as connection, pytest.raises(DBAPIError, match="read-only"):
        connection.execute(insert(setting).values(name="a", value=1))


def test_whatever_a_reader_writes_is_gone(bare: BareDesk) -> None:
    if not bare.database.is_sqlite:
        pytest.skip("PostgreSQL refuses it at once")
    with bare.database.reading() as connection:
        connection.execute(insert(setting).values(name="a", value=1))
    assert names(bare) == []


def test_a_connection_that_read_may_write_the_next_time(bare: BareDesk) -> None:
    for number in range(20):
        assert len(names(bare)) == number
        with bare.work() as work:
            work.write(setting, name=f"s{number:02}", value=1)


def test_writers_on_sqlite_take_the_lock_at_once(bare: BareDesk) -> None:
    if not bare.database.is_sqlite:
        pytest.skip("PostgreSQL locks rows")
    with bare.work(), bare.database.engine.connect() as other:
        driver: Any = other.connection.driver_connection
        driver.execute("PRAGMA busy_timeout=1")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            driver.execute("BEGIN IMMEDIATE")
        driver.execute("PRAGMA busy_timeout=15000")


def test_moments_come_back_as_they_went(bare: BareDesk) -> None:
    moment = datetime(2026, 3, 29, 1, 30, 0, 123456)  # noqa: DTZ001  naive UTC is the convention of this project
    bare.now = moment
    with bare.work() as work:
        post(work, "l", {})
    with bare.database.reading() as connection:
        assert connection.execute(select(outbox.c.create_time)).scalar_one() == moment
