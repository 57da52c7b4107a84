"""How the words of an ACL are compared: plain, by pattern, or negated; and whether all it asks for is so."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from polydesk.kernel.patterns import PatternError, bounded

Known = str | list[str]
Facts = Mapping[str, Mapping[str, Known]]
"""What is known, by the groups OTRS has them in: Ticket, Queue, CustomerUser, Frontend, …"""

_NOT = {"[Not]": "", "[NotRegExp]": "[RegExp]", "[Notregexp]": "[regexp]"}
_PATTERNS = {"[RegExp]": re.NOFLAG, "[regexp]": re.IGNORECASE}


def is_met(wanted: Mapping[str, Any], facts: Facts) -> bool:
    """Whether for each property one of its words fits. What is not known fits nothing, not even a negation."""
    return all(
        any(_fits(str(word), facts.get(group, {}).get(name)) for word in words)
        for group, properties in wanted.items()
        for name, words in properties.items()
    )


def _fits(word: str, known: Known | None) -> bool:
    """Of several values one must fit; a negation must hold for all of them."""
    if known is None:
        return False
    values = known if isinstance(known, list) else [known]
    return (all if _is_negated(word) else any)(says(word, value) for value in values)


def says(word: str, value: str) -> bool:
    """Whether one word of an ACL stands for this value."""
    for prefix, positive in _NOT.items():
        if word.startswith(prefix):
            return not says(positive + word[len(prefix) :], value)
    for prefix, flags in _PATTERNS.items():
        if word.startswith(prefix):
            return _found(word[len(prefix) :], flags, value)
    return word == value


def check_word(word: str) -> None:
    """Raises PatternError for a pattern that cannot be run on what strangers write."""
    for prefix in ("[NotRegExp]", "[Notregexp]", *_PATTERNS):
        if word.startswith(prefix):
            source = word[len(prefix) :]
            bounded(source, costing=f".*{source}")


def _is_negated(word: str) -> bool:
    return word.startswith(tuple(_NOT))


def _found(source: str, flags: re.RegexFlag, value: str) -> bool:
    compiled = _compiled(source, flags)
    return compiled is not None and compiled[0].search(value, 0, compiled[1]) is not None


@lru_cache(500)
def _compiled(source: str, flags: re.RegexFlag) -> tuple[re.Pattern[str], int] | None:
    try:
        priced = bounded(source, costing=f".*{source}")
    except PatternError:
        return None
    return re.compile(source, flags), priced.limit
