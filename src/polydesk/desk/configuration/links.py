"""What hangs on a row of a section in a table of its own: rights, roles, preferences, further addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, true
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place

Rows = frozenset[tuple[Any, ...]]
"""The values of a link's columns, one tuple for each stored row."""


@dataclass(frozen=True)
class Link:
    """`owner` is the column that names the row; `owner_key` what of the row stands in it; `fixed` goes with each."""

    key: str
    table: Table
    owner: str
    columns: tuple[str, ...]
    read: Callable[[Any, Place], Rows]
    show: Callable[[Rows, Names], Any]
    owner_key: str = "id"
    fixed: Mapping[str, Any] = field(default_factory=dict)
    implied: Callable[[Mapping[str, Any]], Rows] = lambda row: frozenset()
    """Rows that follow from the owner itself; they are kept, but not shown. One that another owner has stays theirs."""

    def stored(self, connection: Connection, owners: Collection[Any] | None = None) -> dict[Any, Rows]:
        """The rows of these owners, or all rows, by owner."""
        found: dict[Any, set[tuple[Any, ...]]] = defaultdict(set)
        columns = [self.table.c[name] for name in (self.owner, *self.columns)]
        meant = true() if owners is None else self.table.c[self.owner].in_(owners)
        for owner, *values in connection.execute(select(*columns).where(self._fixed(), meant)):
            found[owner].add(tuple(values))
        return {owner: frozenset(rows) for owner, rows in found.items()}

    def remove(self, connection: Connection, owner: Any, rows: Rows) -> None:
        for values in sorted(rows):
            pairs = zip(self.columns, values, strict=True)
            same = and_(*(self.table.c[name] == value for name, value in pairs))
            connection.execute(delete(self.table).where(self.table.c[self.owner] == owner, same, self._fixed()))

    def add(self, connection: Connection, owner: Any, rows: Rows) -> None:
        new = [dict(zip(self.columns, values, strict=True)) for values in sorted(rows)]
        if new:
            connection.execute(insert(self.table), [{self.owner: owner, **self.fixed, **row} for row in new])

    def add_if_free(self, connection: Connection, owner: Any, rows: Rows) -> None:
        """Those that no other owner has: two people may share an address, but mail to it belongs to the first."""
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        for values in sorted(rows):
            row = {self.owner: owner, **self.fixed, **dict(zip(self.columns, values, strict=True))}
            connection.execute(dialect.insert(self.table).values(row).on_conflict_do_nothing())

    def _fixed(self) -> Any:
        return and_(True, *(self.table.c[name] == value for name, value in self.fixed.items()))


def names_of(model: type[Any]) -> tuple[Callable[[Any, Place], Rows], Callable[[Rows, Names], Any]]:
    """A link written as a list of names of rows of another section."""

    def read(value: Any, place: Place) -> Rows:
        items = enumerate(place.items(value))
        return frozenset((place.item(index).reference(model, name),) for index, name in items)

    def show(rows: Rows, names: Names) -> list[str]:
        return sorted(names.name_of(model, row_id) for (row_id,) in rows)

    return read, show
