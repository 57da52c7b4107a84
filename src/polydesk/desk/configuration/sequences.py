"""PostgreSQL numbers new rows from a sequence, which does not notice rows that came with their ids."""

from collections.abc import Iterable

from sqlalchemy import Connection, Integer, Table, cast, func, select
from sqlalchemy.dialects.postgresql import REGCLASS

from polydesk.kernel.db import Base


def sync_sequences(connection: Connection, tables: Iterable[Table] | None = None) -> None:
    """Let the next new row of each table (default: of all) get an id above those there. SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables if tables is None else tables:
        if "id" in table.c and isinstance(table.c.id.type, Integer):
            _sync(connection, table)


def _sync(connection: Connection, table: Table) -> None:
    highest = select(func.max(table.c.id)).scalar_subquery()
    sequence = cast(func.pg_get_serial_sequence(table.name, "id"), REGCLASS)
    given_out = func.coalesce(func.pg_sequence_last_value(sequence), 0)
    connection.execute(select(func.setval(sequence, func.greatest(highest, given_out))).where(highest.is_not(None)))
