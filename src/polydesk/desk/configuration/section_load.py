"""Brings the rows of one section into the state a document describes. Rows it does not mention stay as they are."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from polydesk.desk.configuration.links import Link, Rows
from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.report import Report
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.sequences import sync_sequences
from polydesk.desk.configuration.values import IDENTITY, MAX_ID, Field
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Work

Entry = dict[str, Any]
Change = tuple[Link, Any, Rows, Rows, Rows]
"""A link, its owner, the rows to remove, to add, and to add if nobody else has them."""
FEW = 100
"""For so many entries only the rows they may mean are read: a desk may have very many customer users."""


def load_section(section: Section, work: Work, value: Any, place: Place, report: Report) -> None:
    """Raises Invalid for what cannot be read, Conflict for what clashes with what is there."""
    loading = _Loading(section, work, place, report)
    try:
        loading.run(value)
    except IntegrityError as error:
        raise Conflict("configuration.taken", where=loading.where) from error


class _Loading:
    def __init__(self, section: Section, work: Work, place: Place, report: Report) -> None:
        self.section = section
        self.connection = work.connection
        self.work = work
        self.place = place
        self.report = report
        self.where = place.where
        self.by_id: dict[int, Mapping[str, Any]] = {}
        self.by_key: dict[str, Mapping[str, Any]] = {}
        self.hanging: dict[str, dict[Any, Rows]] = {}
        self.changes: list[Change] = []
        self.ids_were_given = False

    def run(self, value: Any) -> None:
        # Rows with an id first: those numbered by the database then cannot take an id that another entry names.
        entries = sorted(self._entries(value), key=lambda pair: "id" not in pair[1])
        self._read_stored([entry for _, entry in entries])
        for place, entry in entries:
            self.where = place.where
            self._load(place, entry)
        for link, owner, removed, _, _ in self.changes:
            link.remove(self.connection, owner, removed)
        for link, owner, _, added, if_free in self.changes:
            link.add(self.connection, owner, added)
            link.add_if_free(self.connection, owner, if_free)
        self._sync_sequence()

    def _read_stored(self, entries: list[Entry]) -> None:
        section, few = self.section, len(entries) <= FEW
        rows = select(section.table)
        keys = {str(entry[section.key]) for entry in entries}
        ids = {entry["id"] for entry in entries if isinstance(entry.get("id"), int) and 0 < entry["id"] <= MAX_ID}
        found = self.connection.execute(self._meant(rows, keys, ids) if few else rows).mappings()
        self.by_id = {row["id"]: dict(row) for row in found}
        self.by_key = {section.folded(row[section.key]): row for row in self.by_id.values()}
        for link in section.links:
            # What hangs on a login may be there before its person is.
            known = {row[link.owner_key] for row in self.by_id.values()} | (ids if link.owner_key == "id" else keys)
            self.hanging[link.key] = link.stored(self.connection, known if few else None)

    def _meant(self, rows: Select[Any], keys: set[str], ids: set[int]) -> Select[Any]:
        """Those with one of these keys or ids."""
        table = self.section.table
        key = table.c[self.section.key]
        same = key.in_(keys)
        if self.section.any_case:
            same = func.lower(key).in_({one.lower() for one in keys} | {one.casefold() for one in keys})
        return rows.where(or_(same, table.c.id.in_(ids)))

    def _entries(self, value: Any) -> Iterator[tuple[Place, Entry]]:
        seen = set()
        for index, item in enumerate(self.place.items(value)):
            place = self.place.item(index)
            entry = place.mapping(item)
            key = self._checked_key(place, entry)
            if key in seen:
                raise place.refuse("twice", key=key)
            seen.add(key)
            yield place, entry

    def _checked_key(self, place: Place, entry: Entry) -> str:
        unknown = sorted(set(entry) - self.section.known_keys)
        if unknown:
            raise place.refuse("unknown_key", key=unknown[0])
        field = next(field for field in self.section.fields if field.key == self.section.key)
        if field.key not in entry:
            raise place.refuse("missing", key=field.key)
        return self.section.folded(field.read(entry[field.key], place.key(field.key), None))

    def _load(self, place: Place, entry: Entry) -> None:
        stored = self._match(place, entry)
        if stored is not None:
            self._is_taken(stored)
        values = self._values(place, entry, stored)
        row = self._insert(place, entry, values) if stored is None else {**stored, **values}
        links = list(self._link_changes(place, entry, row, stored))
        differs = stored is None or bool(links) or any(stored[column] != row[column] for column in values)
        if stored is not None and differs:
            self._update(stored, values)
        self.changes += links
        self.report.count(existed=stored is not None, changed=differs)
        if differs and self.section.after:
            self.section.after(self.work, row)

    def _match(self, place: Place, entry: Entry) -> Mapping[str, Any] | None:
        """The row with this key, else the one with this id, which then gets a new key."""
        row_id = IDENTITY.read(entry["id"], place.key("id"), None) if "id" in entry else None
        by_key = self.by_key.get(self._checked_key(place, entry))
        if by_key is None:
            return None if row_id is None else self._match_by_id(place, row_id)
        if row_id not in (None, by_key["id"]):
            raise Conflict("configuration.other_id", where=place.where, id=by_key["id"])
        return by_key

    def _match_by_id(self, place: Place, row_id: int) -> Mapping[str, Any] | None:
        row = self.by_id.get(row_id)
        if row is not None and self.section.fixed_key:
            raise Conflict("configuration.id_taken", where=place.where, by=row[self.section.key])
        return row

    def _is_taken(self, stored: Mapping[str, Any]) -> None:
        """Each row is one entry's; the name it had may go to another entry."""
        del self.by_id[stored["id"]]
        del self.by_key[self.section.folded(stored[self.section.key])]

    def _values(self, place: Place, entry: Entry, stored: Mapping[str, Any] | None) -> dict[str, Any]:
        given = [field for field in self.section.fields if field.key in entry]
        if len({field.column for field in given}) < len(given):
            raise place.refuse("two_keys_for_one_thing", keys=[field.key for field in given])
        values = {field.column: self._read(field, entry, place, stored) for field in given}
        if stored is not None and self.section.fixed_key:
            values[self.section.key] = stored[self.section.key]
        return values

    def _read(self, field: Field, entry: Entry, place: Place, stored: Mapping[str, Any] | None) -> Any:
        return field.read(entry[field.key], place.key(field.key), None if stored is None else stored[field.column])

    def _insert(self, place: Place, entry: Entry, values: dict[str, Any]) -> dict[str, Any]:
        missing = [key for column, key in self.section.required.items() if column not in values]
        if missing:
            raise place.refuse("missing", key=missing[0])
        row = {field.column: field.default for field in self.section.fields if field.default is not None} | values
        if "id" in entry:
            row["id"], self.ids_were_given = entry["id"], True
        else:
            self._sync_sequence()
        stamps = self._stamp("create") | self._stamp("change")
        table = self.section.table
        statement = insert(table).values(**row, **stamps).returning(table.c.id)
        return {**row, "id": self.connection.execute(statement).scalar_one()}

    def _update(self, stored: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        table = self.section.table
        changed = {column for column, value in values.items() if value != stored[column]}
        counted = {
            counter: table.c[counter] + 1 for column, counter in self.section.counters.items() if column in changed
        }
        changes = {**values, **counted, **self._stamp("change")}
        self.connection.execute(update(table).where(table.c.id == stored["id"]).values(**changes))

    def _link_changes(
        self, place: Place, entry: Entry, row: Mapping[str, Any], stored: Mapping[str, Any] | None
    ) -> Iterator[Change]:
        for link in self.section.links:
            before = self.hanging[link.key].get(row[link.owner_key], frozenset())
            further = before - (link.implied(stored) if stored is not None else frozenset())
            if link.key in entry:
                further = link.read(entry[link.key], place.key(link.key))
            implied = link.implied(row)
            wanted = further | implied
            if wanted != before:
                new = wanted - before
                yield link, row[link.owner_key], before - wanted, new - implied, new & implied

    def _stamp(self, kind: str) -> dict[str, Any]:
        return {f"{kind}_time": self.work.now, f"{kind}_by": acting_agent_id(self.work.actor)}

    def _sync_sequence(self) -> None:
        if self.ids_were_given:
            sync_sequences(self.connection, [self.section.table])
            self.ids_were_given = False
