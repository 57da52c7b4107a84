"""Operators' regular expressions, run on text from strangers.

Python's engine backtracks, so a pattern is only taken if its worst case can be bounded: with ``d`` unbounded
repeats and ``c`` other choices (optional parts, alternatives) an input of ``n`` characters costs at most about
``2**c * n**d`` steps. What is nested can not be bounded that way and is refused; the rest gets the longest
input that stays within the budget.
"""

import re
from dataclasses import dataclass

STEP_BUDGET = 20_000_000
SHORTEST_USEFUL_LIMIT = 200
LONGEST_PATTERN = 1_000
MOST_REPETITIONS = 1_000

_TOKENS = r"""
    (?P<backref>\\[1-9]|\\[gk]|\(\?P=)
  | \\.
  | \[\^?\]?(?:\\.|[^\]\\])*+\]
  | (?P<comment>\(\?\#[^)]*\))
  | (?P<open>\((?:\?[a-zA-Z-]*)?)
  | (?P<close>\))
  | (?P<bar>\|)
  | (?P<repeat>[*+?]|\{(?:\d+(?:,\d*)?|,\d*)\})[?+]?
"""
_TOKEN = re.compile(_TOKENS + "| .", re.VERBOSE | re.DOTALL)
_VERBOSE_TOKEN = re.compile(_TOKENS + r"| (?P<blank>\s+|\#[^\n]*) | .", re.VERBOSE | re.DOTALL)


class PatternError(ValueError):
    """A pattern Python can not compile, or whose cost can not be bounded. The message is for the operator."""


@dataclass(frozen=True)
class BoundedPattern:
    """A compiled pattern and the longest text it is tried on; longer text does not match."""

    pattern: re.Pattern[str]
    limit: int

    def fullmatch(self, candidate: str) -> re.Match[str] | None:
        return self.pattern.fullmatch(candidate) if len(candidate) <= self.limit else None


@dataclass(frozen=True)
class SearchPattern:
    """A compiled pattern that is looked for anywhere in the beginning of a text, up to the limit."""

    pattern: re.Pattern[str]
    limit: int

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text, 0, self.limit)


def searching(source: str) -> SearchPattern:
    """Compile `source` to be looked for in any letter case; that it may begin anywhere is part of its cost."""
    priced = bounded(source, costing=f".*{source}")
    return SearchPattern(re.compile(source, re.IGNORECASE), priced.limit)


def bounded(source: str, *, verbose: bool = False, costing: str | None = None) -> BoundedPattern:
    """Compile `source`. `costing` is what to judge instead, where the caller knows a part to be harmless."""
    if len(source) > LONGEST_PATTERN:
        raise PatternError(f"is longer than {LONGEST_PATTERN} characters")
    limit = _Cost(source if costing is None else costing, verbose).limit()
    try:
        return BoundedPattern(re.compile(source, re.VERBOSE if verbose else 0), limit)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(f"does not compile: {error}") from error


class _Cost:
    """One pass over a pattern, counting what makes the engine try again."""

    def __init__(self, source: str, verbose: bool) -> None:
        self.unbounded = 0
        self.choices = 0
        self._open_groups = [False]  # for each open group: does it hold a repeat or a choice?
        self._atom_is_complex = False
        for token in (_VERBOSE_TOKEN if verbose else _TOKEN).finditer(source):
            self._take(token)

    def limit(self) -> int:
        affordable = STEP_BUDGET >> self.choices
        limit = int(affordable ** (1 / self.unbounded)) if self.unbounded else affordable
        if limit < SHORTEST_USEFUL_LIMIT:
            raise PatternError("has too many repeats and alternatives to be matched in bounded time")
        return limit

    def _take(self, token: re.Match[str]) -> None:
        kind, spelling = token.lastgroup, token[0]
        if kind in ("blank", "comment"):
            return
        if kind == "repeat":
            self._repeat(token["repeat"])
        elif kind == "close":
            self._close()
        else:
            self._start(kind, spelling)

    def _start(self, kind: str | None, spelling: str) -> None:
        self._atom_is_complex = False
        if kind == "open":
            if "x" in spelling:
                raise PatternError("switches the extended syntax inside the pattern")
            self._open_groups.append(False)
        elif kind == "bar":
            self.choices += 1
            self._open_groups[-1] = True
        elif kind == "backref":
            self._back_reference(spelling)

    def _back_reference(self, spelling: str) -> None:
        self.unbounded += 1
        self._open_groups[-1] = True
        if spelling.startswith("("):
            self._open_groups.append(False)

    def _close(self) -> None:
        inner = self._open_groups.pop() if len(self._open_groups) > 1 else False
        self._open_groups[-1] = self._open_groups[-1] or inner
        self._atom_is_complex = inner

    def _repeat(self, spelling: str) -> None:
        least, most = _range(spelling)
        if max(least, most or 0) > MOST_REPETITIONS:
            raise PatternError(f"repeats more than {MOST_REPETITIONS} times")
        if self._atom_is_complex and most != 1:
            raise PatternError("repeats a group that itself holds a repeat or an alternative")
        if (least, most) == (0, 1):
            self.choices += 1
        elif least != most:
            self.unbounded += 1
        self._open_groups[-1] = True


def _range(spelling: str) -> tuple[int, int | None]:
    if spelling in "*+?":
        return (1 if spelling == "+" else 0), (1 if spelling == "?" else None)
    least, comma, most = spelling[1:-1].partition(",")
    if not comma:
        return int(least), int(least)
    return int(least or 0), int(most) if most else None
