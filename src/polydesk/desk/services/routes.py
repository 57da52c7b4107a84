"""Routes of a web service: operators' regular expressions over undecoded paths, with `:Name` parameters."""

import re
from dataclasses import dataclass
from typing import Any

from polydesk.desk.services.definition_yaml import unusable
from polydesk.kernel.patterns import BoundedPattern, PatternError, bounded

LONGEST_PATH = 8_000

# Not after `(?`, where a colon opens a group.
_PARAMETER = re.compile(r"(?<!\(\?):([A-Za-z_][A-Za-z0-9_]*)")
# A parameter between two slashes can match in one way only, so it costs nothing beyond reading the path once.
_LONE_PARAMETER = re.compile(r"(?:(?<=/)|^):[A-Za-z_][A-Za-z0-9_]*(?=/(?![*+?{])|$)")
_PERL_NAMED_GROUP = re.compile(r"\(\?<(?=[A-Za-z_])")
_ANY_SEGMENT = "[^/]+"


@dataclass(frozen=True)
class Route:
    """`text` is the operator's; `methods` empty means any; `names` are the parameters a match yields."""

    operation: str
    text: str
    pattern: BoundedPattern
    names: tuple[str, ...]
    methods: frozenset[str]

    def match(self, path: str) -> dict[str, str] | None:
        """Still encoded parameters by name if the whole undecoded `path` matches, with case."""
        if len(path) > LONGEST_PATH:
            return None
        found = self.pattern.fullmatch(path)
        if found is None:
            return None
        return {name: value for name, value in found.groupdict().items() if value is not None}


def compile_route(operation: str, mapping: Any) -> Route:
    """A route from an entry of `RouteOperationMapping`. Raises Invalid where it can not work."""
    if not isinstance(mapping, dict):
        raise unusable(f"The route of operation '{operation}' is not a mapping of keys to values.")
    text = mapping.get("Route")
    if not isinstance(text, str) or not text:
        raise unusable(f"The Route of operation '{operation}' is not text.")
    pattern = _pattern(operation, text)
    names = tuple(pattern.pattern.groupindex)
    return Route(operation, text, pattern, names, _methods(operation, mapping.get("RequestMethod")))


def _methods(operation: str, methods: Any) -> frozenset[str]:
    if methods is None:
        return frozenset()
    if not isinstance(methods, list) or not all(isinstance(method, str) for method in methods):
        raise unusable(f"The RequestMethod of operation '{operation}' is not a list of methods.")
    return frozenset(methods)


def _pattern(operation: str, text: str) -> BoundedPattern:
    costing = _PARAMETER.sub(_ANY_SEGMENT, _LONE_PARAMETER.sub("x", text))
    try:
        return bounded(_regular_expression(text), costing=costing)
    except PatternError as error:
        raise unusable(f"The Route '{text}' of operation '{operation}' {error}.") from error


def _regular_expression(text: str) -> str:
    """As in Perl, the first of several parameters of one name counts."""
    seen: set[str] = set()

    def capture(parameter: re.Match[str]) -> str:
        name = parameter[1]
        group = f"(?:{_ANY_SEGMENT})" if name in seen else f"(?P<{name}>{_ANY_SEGMENT})"
        seen.add(name)
        return group

    return _PARAMETER.sub(capture, _PERL_NAMED_GROUP.sub("(?P<", text))
