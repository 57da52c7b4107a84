"""A select that runs with every request: compiled once, then handed to the driver without SQLAlchemy in between.

Each use of `Connection.execute` costs more than SQLite needs to find the rows. Values and rows go through the same
conversions as there.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import Compiled

Convert = Callable[[Any], Any]


class Prepared:
    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """All rows, their columns by name; `values` are those of the statement's parameters."""
        if connection.dispatch.before_cursor_execute:  # somebody counts or traces statements
            return connection.execute(self._statement, values).all()
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, dialect)
        return compiled.rows(connection.connection.driver_connection, values)


class _Compiled:
    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._positions: Sequence[str] | None = compiled.positiontup
        self._fixed = dict(compiled.params)
        self._bind: dict[str, Convert] = compiled._bind_processors
        self._row = _row_type([column.keyname for column in compiled._result_columns])
        self._convert = _conversions(compiled, dialect)

    def rows(self, driver: Any, values: dict[str, Any]) -> list[Any]:
        given = {**self._fixed, **values}
        for name, convert in self._bind.items():
            given[name] = convert(given[name])
        parameters = given if self._positions is None else tuple(given[name] for name in self._positions)
        return [self._made(row) for row in driver.execute(self._sql, parameters).fetchall()]

    def _made(self, row: tuple[Any, ...]) -> Any:
        if not self._convert:
            return self._row._make(row)
        cells = list(row)
        for index, convert in self._convert:
            cells[index] = convert(cells[index])
        return self._row._make(cells)


def _row_type(names: list[str]) -> Any:
    return namedtuple("Row", names, rename=True)


def _conversions(compiled: Compiled, dialect: Dialect) -> list[tuple[int, Convert]]:
    columns: Any = compiled._result_columns
    by_index = enumerate(column.type._cached_result_processor(dialect, None) for column in columns)
    return [(index, convert) for index, convert in by_index if convert is not None]
