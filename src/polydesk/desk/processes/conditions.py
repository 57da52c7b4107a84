"""When a transition is taken: conditions of fields, compiled once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from polydesk.desk.processes.definition import unusable
from polydesk.kernel.patterns import PatternError, bounded

Values = Mapping[str, str | list[str]]
"""What a ticket is like, by OTRS' names of its properties."""
Test = Callable[[str | list[str]], bool]
LINKINGS: Mapping[str, Callable[[list[bool]], bool]] = {
    "and": all,
    "or": any,
    "xor": lambda held: held.count(True) == 1,
}


@dataclass(frozen=True, slots=True)
class FieldTest:
    field: str
    holds: Test


@dataclass(frozen=True, slots=True)
class FieldTests:
    linking: str
    tests: tuple[FieldTest, ...]

    def hold(self, values: Values) -> bool:
        return LINKINGS[self.linking]([test.holds(values.get(test.field, "")) for test in self.tests])


@dataclass(frozen=True, slots=True)
class Condition:
    linking: str
    parts: tuple[FieldTests, ...]

    def holds(self, values: Values) -> bool:
        """A transition without any condition is never taken."""
        return bool(self.parts) and LINKINGS[self.linking]([part.hold(values) for part in self.parts])


def compile_condition(config: Mapping[str, Any], name: str) -> Condition:
    """`name` is the transition's, for whoever wrote it. Raises Invalid for what can not be understood."""
    conditions = config.get("Condition") or {}
    if not isinstance(conditions, dict):
        raise unusable(f"Transition {name}: its conditions are no mapping.")
    linking = config.get("ConditionLinking") or conditions.get("Type") or "and"
    parts = tuple(_part(part, name) for key, part in conditions.items() if key != "Type")
    return Condition(_linking(linking, name), parts)


def _linking(word: Any, name: str) -> str:
    if word not in LINKINGS:
        raise unusable(f"Transition {name}: {str(word)[:40]!r} is none of and, or, xor.")
    return str(word)


def _part(part: Any, name: str) -> FieldTests:
    fields = part.get("Fields") if isinstance(part, dict) else None
    if not isinstance(fields, dict) or not fields:
        raise unusable(f"Transition {name}: a condition has no fields.")
    tests = tuple(FieldTest(field, _test(field, wanted, name)) for field, wanted in fields.items())
    return FieldTests(_linking(part.get("Type") or "and", name), tests)


def _test(field: str, wanted: Any, name: str) -> Test:
    kind: Any
    match: Any
    if isinstance(wanted, list):
        kind, match = "Array", wanted
    elif isinstance(wanted, dict):
        kind, match = wanted.get("Type") or "String", wanted.get("Match")
    else:
        kind, match = "String", wanted
    if kind not in _MAKERS:
        raise unusable(f"Transition {name}: {str(kind)[:40]!r} is no kind of condition ({field}).")
    try:
        return _MAKERS[kind]("" if match is None else match)
    except (PatternError, TypeError) as error:
        raise unusable(f"Transition {name}: the condition on {field} {error}.") from error


def _string(match: Any) -> Test:
    """Equal to one of the wanted texts; of a field with several values one must be."""
    if isinstance(match, dict):
        raise TypeError("is no text")
    wanted = frozenset(map(str, match)) if isinstance(match, list) else frozenset((match,))
    return lambda value: any(one in wanted for one in _several(value))


def _array(match: Any) -> Test:
    if not isinstance(match, list):
        raise TypeError("is no list")
    return lambda value: set(map(str, match)) <= set(_several(value))


def _hash(match: Any) -> Test:
    """No property of a ticket is a mapping."""
    if not isinstance(match, dict):
        raise TypeError("is no mapping")
    return _never


def _regexp(match: Any) -> Test:
    if not isinstance(match, str) or not match:
        raise TypeError("is no pattern")
    source = match.replace(r"\z", r"\Z")  # Perl's word for the very end
    limit = bounded(source, costing=f".*{source}").limit  # it may begin anywhere, which is part of its cost
    pattern = re.compile(source)
    return lambda value: any(pattern.search(one, 0, limit) is not None for one in _several(value))


def _module(_match: Any) -> Test:
    """Code of the system the process comes from, which is not run here."""
    return _never


def _never(_value: str | list[str]) -> bool:
    return False


def _several(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


_MAKERS: Mapping[str, Callable[[Any], Test]] = {
    "String": _string,
    "Array": _array,
    "Hash": _hash,
    "Regexp": _regexp,
    "Module": _module,
}
