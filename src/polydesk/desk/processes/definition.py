"""A process as its vendors export it, brought into one form.

OTRS, OTOBO and Znuny write each part as an entity with a `Config`; OTRS 7 calls transitions sequence flows. Parts that
have the keys of their `Config` beside their name are read as well.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polydesk.desk.processes.models import ACTIVE, STATES
from polydesk.kernel.errors import Invalid
from polydesk.kernel.storable import storable

LARGEST = 1_000_000
"""Characters of a whole definition, as JSON."""
STATE_IDS = {"S1": "Active", "S2": "Inactive", "S3": "FadeAway"}
_DEEPEST = 20
_ENTITY_ID = re.compile(r"[A-Za-z0-9_-]{1,50}")
_LONGEST_NAME = 200
_PROCESS, _ACTIVITIES, _DIALOGS, _TRANSITIONS, _ACTIONS = (
    "Process",
    "Activities",
    "ActivityDialogs",
    "Transitions",
    "TransitionActions",
)
_OTHER_WORDS = {_TRANSITIONS: "SequenceFlows", _ACTIONS: "SequenceFlowActions"}
_OWN_KEYS = {
    _PROCESS: ("StartActivity", "Path"),
    _ACTIVITIES: ("ActivityDialog",),
    _DIALOGS: ("Fields", "Interface"),
    _TRANSITIONS: ("Condition",),
    _ACTIONS: ("Module",),
}
"""By one of these a part is known to have no `Config` around its keys."""
_DERIVED = frozenset(("ID", "EntityID", "Name", "Config", "CreateTime", "ChangeTime", "State", "StateEntityID"))
_LISTS = frozenset(("Activities", "ActivityDialogs", "Transitions", "TransitionActions"))
"""What an export counts up, although the configuration says it too."""


@dataclass(frozen=True, slots=True)
class Part:
    entity_id: str
    name: str
    config: dict[str, Any]
    beside: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Definition:
    """The parts by their entity ids. All values in them are texts, lists, mappings or None."""

    process: Part
    state: str
    activities: Mapping[str, Part]
    dialogs: Mapping[str, Part]
    transitions: Mapping[str, Part]
    actions: Mapping[str, Part]


def unusable(message: str) -> Invalid:
    """The refusal of a definition; `message` is for the operator who wrote it."""
    return Invalid("process.unusable", message=message)


def read_definition(document: Any) -> Definition:
    """Raises Invalid for what has not the form of a process; whether its parts fit together is another question."""
    texts = _as_texts(document, _DEEPEST)
    if not isinstance(texts, dict) or not isinstance(texts.get(_PROCESS), dict):
        raise unusable("The definition has no process.")
    if len(json.dumps(texts)) > LARGEST:
        raise unusable(f"The definition is longer than {LARGEST} characters.")
    process = texts[_PROCESS]
    part = _part(_PROCESS, str(process.get("EntityID") or ""), process)
    part.config["Path"] = _path(part.config.get("Path"))
    return Definition(
        part,
        _state(process),
        *(_parts(texts, kind) for kind in (_ACTIVITIES, _DIALOGS, _TRANSITIONS, _ACTIONS)),
    )


def _as_texts(value: Any, depth: int) -> Any:
    """Numbers and flags become the texts a Perl system would have read."""
    if depth == 0:
        raise unusable(f"The definition is nested deeper than {_DEEPEST} levels.")
    if isinstance(value, Mapping):
        return {_text(key): _as_texts(inner, depth - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_texts(inner, depth - 1) for inner in value]
    return None if value is None else _text(value)


def _text(value: Any) -> str:
    text = str(int(value)) if isinstance(value, bool) else str(value)
    if not isinstance(value, str | int | float) or storable(text) != text:
        raise unusable(f"A value is no text that can be stored: {text[:40]!r}.")
    return text


def _parts(document: dict[str, Any], kind: str) -> dict[str, Part]:
    found = document.get(kind) or document.get(_OTHER_WORDS.get(kind, kind)) or {}
    if not isinstance(found, dict):
        raise unusable(f"{kind} are no mapping from entity ids.")
    return {entity_id: _part(kind, entity_id, entity) for entity_id, entity in found.items()}


def _part(kind: str, entity_id: str, entity: Any) -> Part:
    if not isinstance(entity, dict) or str(entity.get("EntityID") or entity_id) != entity_id:
        raise unusable(f"{kind}: {entity_id} is no entity of that id.")
    if not _ENTITY_ID.fullmatch(entity_id):
        raise unusable(f"{kind}: {entity_id[:60]!r} is no entity id.")
    name = str(entity.get("Name") or "")
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise unusable(f"{kind}: {entity_id} has no name, or one longer than {_LONGEST_NAME} characters.")
    if not any(key in entity for key in _OWN_KEYS[kind]) and isinstance(entity.get("Config"), dict):
        beside = {key: value for key, value in entity.items() if key not in _DERIVED | _LISTS}
        return Part(entity_id, name, dict(entity["Config"]), beside)
    return Part(entity_id, name, {key: entity[key] for key in entity if key not in _DERIVED - {"Config"}}, {})


def _state(process: dict[str, Any]) -> str:
    state = process.get("State") or STATE_IDS.get(process.get("StateEntityID") or "", ACTIVE)
    if state not in STATES:
        raise unusable(f"{state!r} is no state of a process.")
    return str(state)


def _path(path: Any) -> dict[str, dict[str, dict[str, Any]]]:
    """From activities by transitions to what follows, with a list of actions in each."""
    ways = path or {}
    if not isinstance(ways, dict):
        raise unusable("The path is no mapping from activities.")
    return {activity: _ways(activity, leaving) for activity, leaving in ways.items()}


def _ways(activity: str, leaving: Any) -> dict[str, dict[str, Any]]:
    ways = leaving or {}
    if not isinstance(ways, dict) or not all(isinstance(way, dict) for way in ways.values()):
        raise unusable(f"The path from {activity} is no mapping from transitions.")
    return {transition: _way(way) for transition, way in ways.items()}


def _way(way: dict[str, Any]) -> dict[str, Any]:
    actions = way.get("TransitionAction") or way.get("SequenceFlowAction") or []
    rest = {key: value for key, value in way.items() if key != "SequenceFlowAction"}
    return {**rest, "TransitionAction": actions if isinstance(actions, list) else [actions]}
