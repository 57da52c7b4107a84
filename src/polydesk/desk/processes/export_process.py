"""Export a process as OTRS, OTOBO and Znuny read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from polydesk.desk.processes.definition import STATE_IDS
from polydesk.desk.processes.registry import PROCESSES, TABLES, definition_of, part_of
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

_KEYS = {
    "activities": "Activities",
    "dialogs": "ActivityDialogs",
    "transitions": "Transitions",
    "actions": "TransitionActions",
}
_OF_THIS_DESK = ("ID", "CreateTime", "ChangeTime")
_STATE_IDS = {state: state_id for state_id, state in STATE_IDS.items()}


@dataclass(frozen=True, slots=True)
class ListedProcess:
    id: int
    entity_id: str
    name: str
    state: str
    change_time: datetime


def list_processes(look: Look) -> list[ListedProcess]:
    rows = look.connection.execute(select(PROCESSES).order_by(PROCESSES.c.name, PROCESSES.c.id))
    return [ListedProcess(row.id, row.entity_id, row.name, row.state, row.change_time) for row in rows]


def export_process(look: Look, name: str) -> dict[str, Any]:
    """By name or entity id. Raises NotFound for none, or for a name that several have."""
    found = select(PROCESSES).where(or_(PROCESSES.c.entity_id == name, PROCESSES.c.name == name))
    rows = look.connection.execute(found).all()
    chosen = [row for row in rows if row.entity_id == name] or rows
    if len(chosen) != 1:
        raise NotFound("process.not_found", name=name, found=len(chosen))
    return _exported(chosen[0], _stored(look.connection))


def export_all(connection: Connection) -> list[dict[str, Any]]:
    """All processes, without what is different on each desk: numbers and times."""
    rows = connection.execute(select(PROCESSES).order_by(PROCESSES.c.id)).all()
    stored = _stored(connection)
    exports = [_exported(row, stored) for row in rows]
    for exported in exports:
        parts = [one for kind in _KEYS.values() for one in exported[kind].values()]
        for entity in (exported["Process"], *parts):
            for key in _OF_THIS_DESK:
                del entity[key]
    return exports


def _stored(connection: Connection) -> dict[str, dict[str, AnyRow]]:
    return {kind: {row.entity_id: row for row in connection.execute(select(table))} for kind, table in TABLES.items()}


def _exported(row: AnyRow, stored: dict[str, dict[str, AnyRow]]) -> dict[str, Any]:
    parts = {kind: {key: part_of(one) for key, one in rows.items()} for kind, rows in stored.items()}
    definition = definition_of(row, parts)
    used = {kind: list(getattr(definition, kind)) for kind in TABLES}
    exported = {
        _KEYS[kind]: {entity_id: _entity(stored[kind][entity_id]) for entity_id in ids} for kind, ids in used.items()
    }
    for entity in exported["Activities"].values():
        entity["ActivityDialogs"] = _in_order(entity["Config"].get("ActivityDialog") or [])
    process = {
        **_entity(row),
        "State": row.state,
        "StateEntityID": _STATE_IDS[row.state],
        "Activities": used["activities"],
        "Transitions": used["transitions"],
        "TransitionActions": used["actions"],
    }
    return {"Process": process, **exported}


def _entity(row: AnyRow) -> dict[str, Any]:
    return {
        **row.beside,
        "ID": str(row.id),
        "EntityID": row.entity_id,
        "Name": row.name,
        "Config": row.config,
        "CreateTime": f"{row.create_time:%Y-%m-%d %H:%M:%S}",
        "ChangeTime": f"{row.change_time:%Y-%m-%d %H:%M:%S}",
    }


def _in_order(dialogs: Any) -> Iterable[str]:
    if isinstance(dialogs, dict):
        return [dialogs[key] for key in sorted(dialogs, key=lambda key: (len(key), key))]
    return list(dialogs)
