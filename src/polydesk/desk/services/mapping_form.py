"""A Simple mapping as rows of a form, and back. What no row shows stays, and all of it if nothing has changed."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

EXACT, PATTERN = "exact", "pattern"
_KEYS = {EXACT: "KeyMapExact", PATTERN: "KeyMapRegEx"}
_VALUES = {EXACT: "ValueMapExact", PATTERN: "ValueMapRegEx"}
MAP_TYPES = ("Keep", "Ignore", "MapTo")
SIMPLE = "Simple"


@dataclass(frozen=True)
class Rule:
    """What `given` becomes. `key` is the (new) name of the key whose values are meant, empty for names themselves."""

    how: str
    given: str
    becomes: str
    key: str = ""


@dataclass(frozen=True)
class DefaultRule:
    map_type: str = "Keep"
    target: str = ""


@dataclass(frozen=True)
class MappingForm:
    """`kind` is the mapping's type, empty for none. One that is not `editable` has a form no rows can show."""

    kind: str = ""
    keys: tuple[Rule, ...] = ()
    key_default: DefaultRule = DefaultRule()
    values: tuple[Rule, ...] = ()
    value_default: DefaultRule = DefaultRule()
    editable: bool = True


NO_MAPPING = MappingForm()


def read_mapping(section: Any) -> MappingForm:
    """From `MappingInbound` or `MappingOutbound` of an operation."""
    if not section:
        return NO_MAPPING
    kind = section.get("Type") if isinstance(section, dict) else None
    config = (section.get("Config") or {}) if kind == SIMPLE else None
    try:
        return _read_simple(config)
    except _NoRows:
        return MappingForm(kind=str(kind or "?"), editable=False)


def with_mapping(section: Any, wanted: MappingForm) -> Any:
    """The section as the form wants it. Raises nothing: whether it works is asked of what is made of it."""
    if wanted == read_mapping(section) or not read_mapping(section).editable:
        return section
    if not wanted.kind:
        return {}
    changed: dict[str, Any] = deepcopy(section) if isinstance(section, dict) else {}
    config: dict[str, Any] = changed.get("Config") or {}
    _put_rules(config, _KEYS, wanted.keys)
    _put_values(config, wanted.values)
    config["KeyMapDefault"] = _default(config.get("KeyMapDefault"), wanted.key_default)
    config["ValueMapDefault"] = _default(config.get("ValueMapDefault"), wanted.value_default)
    return {**changed, "Type": SIMPLE, "Config": config}


class _NoRows(Exception):
    pass


def _read_simple(config: Any) -> MappingForm:
    config = _mapping(config)
    values = [
        rule
        for key, rules in _mapping(config.get("ValueMap") or {}).items()
        for rule in _read_rules(_mapping(rules), _VALUES, key)
    ]
    return MappingForm(
        kind=SIMPLE,
        keys=tuple(_read_rules(config, _KEYS)),
        key_default=_read_default(config.get("KeyMapDefault")),
        values=tuple(values),
        value_default=_read_default(config.get("ValueMapDefault")),
    )


def _read_rules(config: Mapping[str, Any], names: Mapping[str, str], key: str = "") -> Iterable[Rule]:
    for how, name in names.items():
        for given, becomes in _mapping(config.get(name) or {}).items():
            yield Rule(how, given, _text(becomes), key)


def _read_default(section: Any) -> DefaultRule:
    given = _mapping(section or {})
    return DefaultRule(_text(given.get("MapType") or "Keep"), _text(given.get("MapTo") or ""))


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _NoRows
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _NoRows
    return value


def _put_rules(config: dict[str, Any], names: Mapping[str, str], rules: Iterable[Rule]) -> None:
    """An empty section of rules is an error to whoever runs it, so there is none then."""
    kept = list(rules)
    for how, name in names.items():
        found = {rule.given: rule.becomes for rule in kept if rule.how == how}
        if found:
            config[name] = found
        else:
            config.pop(name, None)


def _put_values(config: dict[str, Any], rules: Iterable[Rule]) -> None:
    by_key: dict[str, list[Rule]] = {}
    for rule in rules:
        by_key.setdefault(rule.key, []).append(rule)
    before = config.pop("ValueMap", None) or {}
    if by_key:
        config["ValueMap"] = {key: dict(before.get(key) or {}) for key in by_key}
    for key, own in by_key.items():
        _put_rules(config["ValueMap"][key], _VALUES, own)


def _default(section: Any, wanted: DefaultRule) -> dict[str, Any]:
    kept = section if isinstance(section, dict) else {}
    return {**kept, "MapType": wanted.map_type, "MapTo": wanted.target}
