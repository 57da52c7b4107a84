"""Conditions inside a search value: `a* && !(b || "c + d")`. Specification of the Generic Interface, section 3.5."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from polydesk.desk.search.patterns import Pattern

DEEPEST = 20
MOST_TERMS = 500
"""Databases bound the size of an expression; nobody writes such a condition by hand."""


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


Condition = Pattern | All | Any | Not

_TOKEN = re.compile(
    r"""(?P<and>&&|\+) | (?P<or>\|\|) | (?P<not>!) | (?P<open>\() | (?P<close>\))
    | (?P<wild>[*%]+) | "(?P<quoted>[^"]*)" | (?P<unclosed>") | \\(?P<escaped>[&|+!()"*%\\]) | (?P<blank>\s+)
    | (?P<text>[^&|+!()"*%\\\s]+ | .)""",
    re.VERBOSE | re.DOTALL,
)
Token = tuple[str, str]


class Malformed(ValueError):
    """An unbalanced condition, or one beyond the bounds."""


def parse_condition(text: str) -> Condition:
    """Raises Malformed. A plain value, blanks and all, is a condition of one pattern."""
    reader = _Reader(list(_tokens(text.strip())))
    condition = reader.read_any(0)
    if reader.kind != "end":
        raise Malformed(text)
    return condition


def patterns_of(condition: Condition) -> Iterator[Pattern]:
    if isinstance(condition, Pattern):
        yield condition
    else:
        parts = (condition.part,) if isinstance(condition, Not) else condition.parts
        for part in parts:
            yield from patterns_of(part)


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        yield ("text" if kind in ("escaped", "quoted") else kind), match[kind]


@dataclass(slots=True)
class _Reader:
    """Reads from left to right, each token once; every method takes the depth of parentheses it stands in."""

    tokens: list[Token]
    position: int = 0
    terms: int = field(default=0)

    @property
    def kind(self) -> str:
        return self.tokens[self.position][0] if self.position < len(self.tokens) else "end"

    def _take(self, kind: str) -> bool:
        if self.kind != kind:
            return False
        self.position += 1
        return True

    def read_any(self, depth: int) -> Condition:
        parts = [self._read_all(depth)]
        while self._take("or"):
            parts.append(self._read_all(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _read_all(self, depth: int) -> Condition:
        parts = [self._read_one(depth)]
        while self._take("and"):
            parts.append(self._read_one(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _read_one(self, depth: int) -> Condition:
        self._take("blank")
        negated = False
        while self._take("not"):
            negated = not negated
        condition = self._read_group(depth + 1) if self._take("open") else self._read_pattern()
        self._take("blank")
        return Not(condition) if negated else condition

    def _read_group(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise Malformed("nested too deeply")
        condition = self.read_any(depth)
        if not self._take("close"):
            raise Malformed("a parenthesis is left open")
        return condition

    def _read_pattern(self) -> Pattern:
        self.terms += 1
        pieces, started = [""], False
        while self.kind in ("text", "blank", "wild", "not") and not (self.kind == "not" and not started):
            kind, text = self.tokens[self.position]
            self.position, started = self.position + 1, True
            if kind == "wild":
                pieces.append("")
            else:
                pieces[-1] += text
        pieces[-1] = pieces[-1].rstrip()
        if not started or self.terms > MOST_TERMS or pieces == [""]:
            raise Malformed("a value is missing, or there are too many")
        return Pattern(tuple(piece.casefold() for piece in pieces))
