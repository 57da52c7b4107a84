"""A statement that runs with every request: compiled once, then handed to the driver without SQLAlchemy in between.

Each use of `Connection.execute` costs more than SQLite needs to find the rows. Values and rows go through the same
conversions as there.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Insert, Select, Table, bindparam, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import Compiled
from sqlalchemy.sql.schema import ScalarElementColumnDefault

Convert = Callable[[Any], Any]


class Prepared:
    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """All rows, their columns by name; `values` are those of the statement's parameters."""
        if connection._has_events or connection.engine._has_events:  # somebody counts or traces statements
            return connection.execute(self._statement, values).all()
        compiled = self._compiled.get(connection.dialect.name) or self._for(connection.dialect)
        return compiled.rows(connection.connection.dbapi_connection, values)

    def run(self, connection: Connection, values: list[dict[str, Any]]) -> None:
        """Once for each of `values`, which all give the same parameters. For statements that return no rows."""
        if connection._has_events or connection.engine._has_events:
            connection.execute(self._statement, values)
        else:
            self._for(connection.dialect).run(connection.connection.dbapi_connection, values)

    def _for(self, dialect: Dialect) -> "_Compiled":
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, dialect)
        return compiled


@cache
def insert_into(table: Table, columns: frozenset[str]) -> Prepared:
    """Inserts rows that give exactly these columns; the others get the constant defaults of their table, or none."""
    given: dict[str, Any] = {name: bindparam(name) for name in columns}
    return Prepared(insert(table).values({**constant_defaults(table), **given}).inline())


def constant_defaults(table: Table) -> dict[str, Any]:
    """The values a table gives to columns by itself, where they do not depend on anything."""
    return {
        column.name: column.default.arg
        for column in table.columns
        if isinstance(column.default, ScalarElementColumnDefault)
    }


class _Compiled:
    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._positions: Sequence[str] | None = compiled.positiontup
        self._fixed = {name: compiled.params[name] for bound, name in compiled.bind_names.items() if not bound.required}
        self._bind: list[tuple[str, Convert]] = list(compiled._bind_processors.items())
        self._is_changing = bool(self._fixed or self._bind)
        self._row = _row_maker([column.keyname for column in compiled._result_columns])
        self._convert = _conversions(compiled, dialect)

    def rows(self, driver: Any, values: dict[str, Any]) -> list[Any]:
        found = driver.execute(self._sql, self._parameters(values)).fetchall()
        if not self._convert:
            return list(map(self._row, found))
        made = []
        for row in found:
            cells = list(row)
            for index, convert in self._convert:
                cells[index] = convert(cells[index])
            made.append(self._row(cells))
        return made

    def run(self, driver: Any, values: list[dict[str, Any]]) -> None:
        cursor = driver.cursor()
        cursor.executemany(self._sql, [self._parameters(one) for one in values])
        cursor.close()

    def _parameters(self, values: dict[str, Any]) -> Any:
        given = {**self._fixed, **values} if self._is_changing else values
        for name, convert in self._bind:
            given[name] = convert(given[name])
        return given if self._positions is None else [given[name] for name in self._positions]


def _row_maker(names: list[str]) -> Callable[[Iterable[Any]], Any]:
    """What makes a row of as many cells as there are names: `_make`, without looking whether there are."""
    return partial(tuple.__new__, namedtuple("Row", names, rename=True))


def _conversions(compiled: Compiled, dialect: Dialect) -> list[tuple[int, Convert]]:
    columns: Any = compiled._result_columns
    by_index = enumerate(column.type._cached_result_processor(dialect, None) for column in columns)
    return [(index, convert) for index, convert in by_index if convert is not None]
