"""A section of a configuration whose entries are rows of one table, and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, select

from polydesk.desk.columns import Stamped
from polydesk.desk.configuration.links import Link
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.values import LEAVE_OUT, Field
from polydesk.kernel.work import Work

_STAMPS = frozenset(Stamped.__annotations__)


@dataclass(frozen=True)
class Section:
    """`key` is the field an entry is known by; a section with `fixed_key` keeps it, since others refer to it by text.

    With `any_case` two spellings of a key that differ in case only are the same. `counters` names columns that count
    the changes of others. `after` hears of each row that was made or changed.
    """

    name: str
    model: type[Any]
    key: str
    fields: tuple[Field, ...]
    links: tuple[Link, ...] = ()
    fixed_key: bool = False
    any_case: bool = False
    counters: Mapping[str, str] = field(default_factory=dict)
    after: Callable[[Work, Mapping[str, Any]], None] | None = None

    @cached_property
    def table(self) -> Table:
        table: Table = self.model.__table__
        return table

    @cached_property
    def known_keys(self) -> frozenset[str]:
        return frozenset({"id", *(one.key for one in self.fields), *(link.key for link in self.links)})

    @cached_property
    def required(self) -> dict[str, str]:
        """From the columns a new row cannot do without to the keys that fill them."""
        keys = {one.column: one.key for one in self.fields if one.default is None}
        needed = {c.name for c in self.table.c if not (c.nullable or c.default or c.primary_key)} - _STAMPS
        return {column: key for column, key in keys.items() if column in needed}

    def folded(self, key: str) -> str:
        return key.casefold() if self.any_case else key

    def dump(self, connection: Connection, names: Names) -> list[dict[str, Any]]:
        rows = connection.execute(select(self.table).order_by(self.table.c.id)).mappings().all()
        hanging = {link.key: link.stored(connection) for link in self.links}
        return [self._entry(row, hanging, names) for row in rows]

    def entries(self, connection: Connection, names: Names, wanted: Select[Any]) -> list[dict[str, Any]]:
        """The rows of the table that are wanted, as a dump shows them."""
        rows = connection.execute(wanted).mappings().all()
        hanging = {
            link.key: link.stored(connection, {row[link.owner_key] for row in rows}) if rows else {}
            for link in self.links
        }
        return [self._entry(row, hanging, names) for row in rows]

    def _entry(self, row: RowMapping, hanging: Mapping[str, Any], names: Names) -> dict[str, Any]:
        values = {one.key: one.show(row[one.column], names) for one in self.fields}
        for link in self.links:
            rows = hanging[link.key].get(row[link.owner_key], frozenset())
            values[link.key] = link.show(rows - link.implied(dict(row)), names)
        shown = {key: value for key, value in values.items() if value is not LEAVE_OUT}
        return {"id": row["id"], **shown}
