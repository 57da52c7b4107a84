"""From a definition to the process the engine runs. Raises Invalid where the parts do not fit together."""

from collections.abc import Iterable, Mapping
from typing import Any

from polydesk.desk.processes.conditions import compile_condition
from polydesk.desk.processes.definition import Definition, Part, unusable
from polydesk.desk.processes.models import INACTIVE
from polydesk.desk.processes.parts import (
    AGENT,
    DISPLAYS,
    INTERFACES,
    Action,
    Activity,
    Dialog,
    DialogField,
    ProcessEntry,
    Way,
)


def compile_process(definition: Definition, process_id: int = 0) -> ProcessEntry:
    process = definition.process
    dialogs = {entity_id: compile_dialog(part) for entity_id, part in definition.dialogs.items()}
    activities = {entity_id: _activity(part, dialogs) for entity_id, part in definition.activities.items()}
    path = process.config["Path"]
    _refuse_unknown("activity", path, activities)
    start, dialog = text_of(process, "StartActivity"), text_of(process, "StartActivityDialog")
    entry = ProcessEntry(
        process_id,
        process.entity_id,
        process.name,
        definition.state,
        start,
        dialog,
        activities,
        {activity: _ways(path.get(activity, {}), definition, activities) for activity in activities},
    )
    if definition.state != INACTIVE:
        _refuse_unknown("start activity", [start], activities)
        _refuse_unknown("start dialog of the start activity", [dialog], {one.entity_id for one in _dialogs(entry)})
    return entry


def _dialogs(entry: ProcessEntry) -> Iterable[Dialog]:
    return entry.activities[entry.start_activity].dialogs


def _activity(part: Part, dialogs: Mapping[str, Dialog]) -> Activity:
    """Dialogs are a list, or a mapping from their place to their id."""
    given = part.config.get("ActivityDialog") or []
    if isinstance(given, dict):
        given = [given[key] for key in sorted(given, key=lambda key: (len(key), key))]
    ids = _ids(given, f"dialogs of {part.entity_id}")
    _refuse_unknown(f"dialog of {part.entity_id}", ids, dialogs)
    return Activity(part.entity_id, part.name, tuple(dialogs[one] for one in ids))


def _ways(leaving: Mapping[str, Any], definition: Definition, activities: Mapping[str, Activity]) -> tuple[Way, ...]:
    _refuse_unknown("transition", leaving, definition.transitions)
    ways = []
    for transition in sorted(leaving):
        part, way = definition.transitions[transition], leaving[transition]
        to = str(way.get("ActivityEntityID") or "")
        _refuse_unknown(f"target of {transition}", [to], activities)
        actions = _ids(way["TransitionAction"], f"actions of {transition}")
        _refuse_unknown(f"action of {transition}", actions, definition.actions)
        done = tuple(compile_action(definition.actions[one]) for one in actions)
        ways.append(Way(transition, part.name, compile_condition(part.config, transition), to, done))
    return tuple(ways)


def compile_action(part: Part) -> Action:
    module, config = text_of(part, "Module"), part.config.get("Config") or {}
    if not module or not isinstance(config, dict):
        raise unusable(f"Action {part.entity_id} names no module, or its configuration is no mapping.")
    return Action(part.entity_id, part.name, module.rpartition("::")[2], config)


def compile_dialog(part: Part) -> Dialog:
    config, given = part.config, part.config.get("Interface") or [AGENT]
    interfaces = frozenset(_ids(given if isinstance(given, list) else [given], f"interfaces of {part.entity_id}"))
    _refuse_unknown(f"interface of {part.entity_id}", interfaces, INTERFACES)
    fields = config.get("Fields") or {}
    order = _ids(config.get("FieldOrder") or list(fields), f"fields of {part.entity_id}")
    if not isinstance(fields, dict):
        raise unusable(f"The fields of {part.entity_id} are no mapping.")
    _refuse_unknown(f"field of {part.entity_id}", order, fields)
    return Dialog(
        part.entity_id,
        part.name,
        interfaces,
        text_of(part, "Permission"),
        text_of(part, "RequiredLock") == "1",
        text_of(part, "DescriptionShort"),
        text_of(part, "DescriptionLong"),
        text_of(part, "SubmitButtonText"),
        text_of(part, "SubmitAdviceText"),
        tuple(_field(part, name, fields[name] or {}) for name in dict.fromkeys(order)),
    )


def _field(part: Part, name: str, config: Any) -> DialogField:
    if not isinstance(config, dict) or str(config.get("Display") or "0") not in DISPLAYS:
        raise unusable(f"Field {name} of {part.entity_id} is no mapping with a Display of 0, 1 or 2.")
    default = config.get("DefaultValue")
    if isinstance(default, dict):
        raise unusable(f"The default of field {name} of {part.entity_id} is no value.")
    inner = config.get("Config")
    return DialogField(
        name,
        str(config.get("Display") or "0"),
        default if isinstance(default, list) else default or "",
        description=str(config.get("DescriptionShort") or config.get("DescriptionLong") or ""),
        config=inner if isinstance(inner, dict) else {},
    )


def text_of(part: Part, key: str) -> str:
    value = part.config.get(key)
    if isinstance(value, dict | list):
        raise unusable(f"{key} of {part.entity_id} is no text.")
    return value or ""


def _ids(given: Any, what: str) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise unusable(f"The {what} are no list of texts.")
    return given


def _refuse_unknown(what: str, named: Iterable[str], known: Iterable[str]) -> None:
    there = set(known)
    for one in named:
        if one not in there:
            raise unusable(f"{one[:60]!r} is named as {what}, but it is not there.")
