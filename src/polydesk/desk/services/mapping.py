"""Simple mapping: top-level keys and values renamed on the way in and out of an operation.

Behaviour of OTOBO's and Znuny's `Simple` mapping: specification of the Generic Interface, section 6.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from polydesk.desk.services.scalars import given, is_string, text
from polydesk.kernel.patterns import BoundedPattern, PatternError, bounded

_Read = TypeVar("_Read")
MapType = Literal["Keep", "Ignore", "MapTo"]
_MAP_TYPES: dict[str, MapType] = {"Keep": "Keep", "Ignore": "Ignore", "MapTo": "MapTo"}


class MappingError(Exception):
    """A mapping that can not be made or applied; the text is the `faultstring` of the answer."""


@dataclass(frozen=True)
class Default:
    """What becomes of a key or value that no rule names."""

    map_type: MapType
    target: str


@dataclass(frozen=True)
class Rules:
    """Exact names first, then patterns in alphabetical order of their text."""

    exact: Mapping[str, str]
    patterns: tuple[tuple[BoundedPattern, str], ...]

    def by_pattern(self, candidate: str) -> str | None:
        return next((target for pattern, target in self.patterns if pattern.fullmatch(candidate)), None)


_NO_RULES = Rules({}, ())


@dataclass(frozen=True)
class SimpleRules:
    keys: Rules
    key_default: Default
    values: Mapping[str, Rules]
    value_default: Default

    def apply(self, data: dict[str, Any]) -> dict[str, Any]:
        mapped: dict[str, Any] = {}
        for key in sorted(data):
            new_key = self._new_key(key, mapped)
            if new_key is not None:
                self._put(mapped, new_key, data[key])
        return mapped

    def _new_key(self, key: str, mapped: Mapping[str, Any]) -> str | None:
        if key in self.keys.exact:
            return self.keys.exact[key]
        target = self.keys.by_pattern(key)
        if target is None and self.key_default.map_type != "MapTo":
            return key if self.key_default.map_type == "Keep" else None
        shared = self.key_default.target if target is None else target
        return None if given(mapped.get(shared)) else shared

    def _put(self, mapped: dict[str, Any], key: str, value: Any) -> None:
        if not is_string(value):
            mapped[key] = value
            return
        rules = self.values.get(key, _NO_RULES)
        candidate = text(value)
        target = rules.exact.get(candidate)
        if target is None:
            target = rules.by_pattern(candidate)
        if target is not None:
            mapped[key] = target
        elif self.value_default.map_type != "Ignore":
            mapped[key] = value if self.value_default.map_type == "Keep" else self.value_default.target


@dataclass(frozen=True)
class Mapping_:  # noqa: N801 - `Mapping` would read as the abstract class it is not
    """A mapping ready to run. `rules` is ``None`` for one that passes objects through."""

    rules: SimpleRules | None
    configured: bool

    def apply(self, data: Any) -> Any:
        """The mapped object. Raises MappingError for anything that is no object, unless nothing is configured."""
        if not self.configured:
            return data
        if data is not None and not isinstance(data, dict):
            raise MappingError("Got Data but it is not a hash ref in Mapping handler!")
        if not data:
            return {}
        return data if self.rules is None else self.rules.apply(data)


def make_mapping(config: dict[str, Any]) -> Mapping_:
    """A mapping from `MappingInbound` or `MappingOutbound` of an operation. Raises MappingError."""
    if not config:
        return Mapping_(None, configured=False)
    kind = config.get("Type")
    if kind != "Simple":
        raise MappingError(f"Mapping type {_named(kind)} is not supported, only Simple is.")
    simple = config.get("Config")
    return Mapping_(_simple(simple) if simple else None, configured=True)


def _named(kind: Any) -> str:
    return f"'{text(kind)}'" if is_string(kind) else "(none)"


def _simple(config: Any) -> SimpleRules:
    if not isinstance(config, dict):
        raise _unusable()
    return SimpleRules(
        keys=_rules(config, "KeyMapExact", "KeyMapRegEx"),
        key_default=_default(config.get("KeyMapDefault")),
        values={
            key: _rules(_filled(rules), "ValueMapExact", "ValueMapRegEx")
            for key, rules in _section(config, "ValueMap", _any_value).items()
        },
        value_default=_default(config.get("ValueMapDefault")),
    )


def _unusable() -> MappingError:
    """The original says no more than this of a mapping it can not make."""
    return MappingError("Unknown")


def _default(config: Any) -> Default:
    map_type = _MAP_TYPES.get(str(_filled(config).get("MapType")))
    target = config.get("MapTo")
    if map_type is None or (map_type == "MapTo" and not (is_string(target) and text(target))):
        raise _unusable()
    return Default(map_type, text(target) if is_string(target) else "")


def _rules(config: dict[str, Any], exact: str, patterns: str) -> Rules:
    by_pattern = sorted(_section(config, patterns, _target).items())
    return Rules(
        exact=_section(config, exact, _target),
        patterns=tuple((_pattern(source), target) for source, target in by_pattern),
    )


def _section(config: dict[str, Any], name: str, read: Callable[[Any], _Read]) -> dict[str, _Read]:
    if name not in config:
        return {}
    return {text(key): read(value) for key, value in _filled(config[name]).items()}


def _filled(section: Any) -> dict[Any, Any]:
    if not isinstance(section, dict) or not section:
        raise _unusable()
    return section


def _any_value(value: Any) -> Any:
    return value


def _target(value: Any) -> str:
    if not is_string(value):
        raise _unusable()
    return text(value)


def _pattern(source: str) -> BoundedPattern:
    try:
        return bounded(source, verbose=True)
    except PatternError as error:
        raise MappingError(f"The mapping's regular expression '{source}' {error}.") from error
