"""Parameters of TicketSearch as lists of texts: specification of the Generic Interface, section 3.5."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from polydesk.api.generic_interface.perl import is_string, text
from polydesk.desk.search.patterns import Pattern

MOST_VALUES = 10_000
LONGEST_PATTERN = 2000
"""Characters; nothing a pattern is compared with but an article is as long, and databases bound it, too."""
MOST_COST = 1000
"""Of the patterns of one parameter: 1 for what an index serves, more for what is compared with everything."""
SCAN_COST = 50

_ID = re.compile(r"[+-]?[0-9]{1,16}")


class FindsNothing(Exception):
    """Something in the parameters is invalid, which this operation answers with an empty result."""


def values_in(raw: Any) -> list[str]:
    """Texts and numbers, one or a list of them, as texts; anything else and what is empty is left out."""
    listed = raw if isinstance(raw, list) else [raw]
    if len(listed) > MOST_VALUES:
        raise FindsNothing
    return [value for one in listed if is_string(one) and (value := text(one)) != ""]


def values_of(data: Mapping[str, Any], key: str) -> list[str]:
    return values_in(data.get(key))


def short_values_of(data: Mapping[str, Any], key: str) -> list[str]:
    """For values that are compared as patterns."""
    values = values_of(data, key)
    if any(len(value) > LONGEST_PATTERN for value in values):
        raise FindsNothing
    return values


def refuse_costly(patterns: Iterable[Pattern], *, scanned: bool = False) -> None:
    if sum(1 if one.is_indexable and not scanned else SCAN_COST for one in patterns) > MOST_COST:
        raise FindsNothing


def ids_of(data: Mapping[str, Any], key: str) -> frozenset[int] | None:
    """None if the parameter is not given."""
    values = values_of(data, key)
    if not all(_ID.fullmatch(value) for value in values):
        raise FindsNothing
    return frozenset(map(int, values)) if values else None


def both(first: frozenset[int] | None, second: frozenset[int] | None) -> frozenset[int] | None:
    """What is joined by AND."""
    if first is None or second is None:
        return second if first is None else first
    return first & second
