"""The processes of the desk, in memory."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from polydesk.desk.processes.compile import compile_process
from polydesk.desk.processes.definition import Definition, Part
from polydesk.desk.processes.models import (
    Process,
    ProcessActivity,
    ProcessDialog,
    ProcessTransition,
    ProcessTransitionAction,
)
from polydesk.desk.processes.parts import ProcessEntry
from polydesk.kernel.db import AnyRow, Base

TABLES: Mapping[str, Table] = {
    name: Base.metadata.tables[model.__tablename__]
    for name, model in (
        ("activities", ProcessActivity),
        ("dialogs", ProcessDialog),
        ("transitions", ProcessTransition),
        ("actions", ProcessTransitionAction),
    )
}
"""Where the parts of definitions are kept, by the names definitions give them."""
PROCESSES = Base.metadata.tables[Process.__tablename__]


class Processes:
    """All of them, by entity id, in the order of their names."""

    def __init__(self, entries: Iterable[ProcessEntry]) -> None:
        ordered = sorted(entries, key=lambda one: (one.name, one.id))
        self.by_entity: Mapping[str, ProcessEntry] = {one.entity_id: one for one in ordered}

    def __iter__(self) -> Any:
        return iter(self.by_entity.values())

    def __bool__(self) -> bool:
        return bool(self.by_entity)

    def get(self, entity_id: str) -> ProcessEntry | None:
        return self.by_entity.get(entity_id)


def load_processes(connection: Connection) -> Processes:
    rows = connection.execute(select(PROCESSES)).all()
    if not rows:
        return Processes(())
    parts = stored_parts(connection)
    return Processes(compile_process(definition_of(row, parts), row.id) for row in rows)


def stored_parts(connection: Connection) -> dict[str, dict[str, Part]]:
    """All parts there are, by kind and entity id: processes share them."""
    return {
        kind: {row.entity_id: part_of(row) for row in connection.execute(select(table))}
        for kind, table in TABLES.items()
    }


def part_of(row: AnyRow) -> Part:
    return Part(row.entity_id, row.name, row.config, row.beside)


def definition_of(row: AnyRow, parts: Mapping[str, Mapping[str, Part]]) -> Definition:
    """The process of this row with the parts it uses."""
    path = row.config["Path"]
    activities = {*path, *(way["ActivityEntityID"] for leaving in path.values() for way in leaving.values())}
    if row.config.get("StartActivity"):
        activities.add(row.config["StartActivity"])
    used = {one: parts["activities"][one] for one in sorted(activities)}
    dialogs = {one for activity in used.values() for one in _dialog_ids(activity)}
    transitions = {one for leaving in path.values() for one in leaving}
    actions = {one for leaving in path.values() for way in leaving.values() for one in way["TransitionAction"]}
    return Definition(
        part_of(row),
        row.state,
        used,
        {one: parts["dialogs"][one] for one in sorted(dialogs)},
        {one: parts["transitions"][one] for one in sorted(transitions)},
        {one: parts["actions"][one] for one in sorted(actions)},
    )


def _dialog_ids(activity: Part) -> list[str]:
    given = activity.config.get("ActivityDialog") or []
    return list(given.values()) if isinstance(given, dict) else given
