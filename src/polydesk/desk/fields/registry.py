"""The dynamic fields of the desk, in memory."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from polydesk.desk.columns import VALID
from polydesk.desk.fields.models import DynamicField
from polydesk.kernel.lookup import Lookup


@dataclass(frozen=True, eq=False)
class FieldEntry:
    id: int
    name: str
    label: str
    kind: str
    object_kind: str
    config: dict[str, Any]
    valid: bool
    internal: bool
    position: int = 0

    @property
    def possible_values(self) -> dict[str, str]:
        """From key to label, for kinds that offer a choice."""
        return {str(key): str(label) for key, label in (self.config.get("PossibleValues") or {}).items()}


class Fields:
    def __init__(self, entries: Lookup[FieldEntry]) -> None:
        self.all = entries
        in_use = sorted((entry for entry in entries if entry.valid), key=lambda entry: entry.name)
        self.of_tickets = tuple(entry for entry in in_use if entry.object_kind == "Ticket")
        self.of_articles = tuple(entry for entry in in_use if entry.object_kind == "Article")

    def named(self, name: str) -> FieldEntry | None:
        """A valid field by its name."""
        entry = self.all.named(name)
        return entry if entry and entry.valid else None


def load_fields(connection: Connection) -> Fields:
    rows = connection.execute(select(DynamicField.__table__))
    return Fields(
        Lookup(
            FieldEntry(
                id=row.id,
                name=row.name,
                label=row.label,
                kind=row.kind,
                object_kind=row.object_kind,
                config=row.config,
                valid=row.valid == VALID,
                internal=bool(row.internal),
                position=row.position,
            )
            for row in rows
        )
    )
