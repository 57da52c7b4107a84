"""Values with wildcards, compared with text that was case-folded when it was stored."""

import re
from dataclasses import dataclass

INDEXABLE_LENGTH = 3
"""Shorter pieces of text are in no trigram index."""

_GLOB_PART = re.compile(r"(?P<special>[\[?*])|[^\[?*]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LIKE_SPECIAL = re.compile(r"[\\%_]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Case-folded pieces of text with anything in between; a single piece is the whole value."""

    pieces: tuple[str, ...]

    @property
    def is_whole_value(self) -> bool:
        return len(self.pieces) == 1

    @property
    def is_anything(self) -> bool:
        return len(self.pieces) > 1 and not any(self.pieces)

    @property
    def is_indexable(self) -> bool:
        parts = (part for piece in self.pieces for part in _GLOB_PART.finditer(piece))
        return any(len(part[0]) >= INDEXABLE_LENGTH for part in parts)

    @property
    def glob(self) -> str:
        """For SQLite, where only GLOB can both be escaped and use an index."""
        return "*".join(_GLOB_PART.sub(_glob_part, piece) for piece in self.pieces)

    @property
    def like(self) -> str:
        return "%".join(_LIKE_SPECIAL.sub(r"\\\g<0>", piece) for piece in self.pieces)


def _glob_part(part: re.Match[str]) -> str:
    """SQLite's trigram index counts bytes where it means characters: it takes two letters that are three bytes for
    something it can look up, then finds nothing, or ends the whole process. What is in brackets it leaves alone."""
    if part["special"]:
        return f"[{part[0]}]"
    return part[0] if len(part[0]) >= INDEXABLE_LENGTH else _NOT_ASCII.sub(r"[\g<0>]", part[0])


_WILDCARDS = re.compile(r"[*%]+")


def parse_pattern(text: str) -> Pattern:
    """`*` and `%` stand for anything; without one the whole value is meant."""
    return Pattern(tuple(_WILDCARDS.split(text.casefold())))


def containing(text: str) -> Pattern:
    """Wherever the text, which may have wildcards itself, is a part of the value."""
    return parse_pattern(f"*{text}*")
