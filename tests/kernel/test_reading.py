"""Connections for reading: kept when all went well, closed when not, never lost."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.pool import QueuePool

from polydesk.desk.desk import Desk

POOL_SIZE = 8


def test_more_failing_reads_than_connections(world: Desk) -> None:
    for _ in range(POOL_SIZE + 2):
        with pytest.raises(RuntimeError), world.look():
            raise RuntimeError
    assert _taken(world) == 0


def test_a_connection_left_in_a_transaction_is_closed(world: Desk) -> None:
    if not world.database.is_sqlite:
        pytest.skip("connections are kept on SQLite only")
    with world.database.reading() as connection:
        driver = connection.connection.driver_connection
    driver.execute("BEGIN")  # type: ignore[union-attr]
    with pytest.raises(sqlite3.OperationalError), world.database.reading():
        pass
    assert _taken(world) == 0
    with world.database.reading() as again:
        assert again.execute(text("SELECT 1")).scalar_one() == 1


def _taken(desk: Desk) -> int:
    pool = desk.database.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()
