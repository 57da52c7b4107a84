"""A process as people look at it: its activities in the order they are come to, and where each leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from polydesk.desk.processes.actions import KINDS
from polydesk.desk.processes.definition import Definition, Part
from polydesk.desk.processes.left_out import warnings_about
from polydesk.desk.processes.registry import PROCESSES, definition_of, stored_parts
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class Way:
    """From one activity to another, if the transition holds."""

    transition: str
    to: str
    to_id: str
    actions: Sequence[str]


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    name: str
    dialogs: Sequence[str]
    ways: Sequence[Way]
    is_start: bool


@dataclass(frozen=True, slots=True)
class Described:
    entity_id: str
    name: str
    state: str
    description: str
    stages: Sequence[Stage]
    left_out: Sequence[str]
    """What is kept and does nothing here."""


def describe_process(look: Look, entity_id: str) -> Described:
    """Raises NotFound."""
    row = look.connection.execute(select(PROCESSES).where(PROCESSES.c.entity_id == entity_id)).one_or_none()
    if row is None:
        raise NotFound("process.not_found", name=entity_id)
    definition = definition_of(row, stored_parts(look.connection))
    start = str(row.config.get("StartActivity") or "")
    stages = [_stage(definition, one, start) for one in _in_order(definition, start)]
    description = str(row.config.get("Description") or "")
    return Described(entity_id, row.name, row.state, description, stages, warnings_about(definition, KINDS))


def _in_order(definition: Definition, start: str) -> Sequence[str]:
    """From the start along the ways; at last those that no way leads to."""
    found: list[str] = []
    waiting = [one for one in (start, *definition.activities) if one in definition.activities]
    ahead = waiting[:1]
    while ahead or waiting:
        one = ahead.pop(0) if ahead else waiting.pop(0)
        if one in found:
            continue
        found.append(one)
        leaving = definition.process.config["Path"].get(one) or {}
        ahead += [way["ActivityEntityID"] for way in leaving.values() if way.get("ActivityEntityID")]
    return found


def _stage(definition: Definition, activity_id: str, start: str) -> Stage:
    activity = definition.activities[activity_id]
    given = activity.config.get("ActivityDialog") or []
    dialogs = (
        [given[key] for key in sorted(given, key=lambda key: (len(key), key))] if isinstance(given, dict) else given
    )
    leaving = definition.process.config["Path"].get(activity_id) or {}
    ways = [
        Way(
            _name(definition.transitions, transition),
            _name(definition.activities, way["ActivityEntityID"]),
            way["ActivityEntityID"],
            [_name(definition.actions, one) for one in way["TransitionAction"]],
        )
        for transition, way in leaving.items()
    ]
    names = [_name(definition.dialogs, one) for one in dialogs]
    return Stage(activity_id, activity.name, names, ways, activity_id == start)


def _name(parts: Mapping[str, Part], entity_id: str) -> str:
    return parts[entity_id].name if entity_id in parts else entity_id
