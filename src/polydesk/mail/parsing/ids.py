"""Message-IDs, without their angle brackets."""

import re

_BRACKETED = re.compile(r"<([^<>]{1,998})>")
_SEPARATOR = re.compile(r"[\s<>,;\"]+")
_BLANK = re.compile(r"\s+")
_MAX = 100
_MAX_LENGTH = 998


def read_ids(value: str) -> list[str]:
    """In order, each once. Some programs leave out the brackets, some fold within an id."""
    bracketed = (_BLANK.sub("", found) for found in _BRACKETED.findall(value))
    found = [one for one in bracketed if one] or _bare(value)
    ids = list(dict.fromkeys(found))
    return ids if len(ids) <= _MAX else [ids[0], *ids[1 - _MAX :]]


def read_id(value: str) -> str:
    """One id, or whatever stands in its place."""
    ids = read_ids(value)
    return ids[0] if ids else _BLANK.sub("", value).strip("<>")[:_MAX_LENGTH]


def _bare(value: str) -> list[str]:
    return [word for word in _SEPARATOR.split(value) if 0 < word.find("@") < len(word) - 1 and len(word) <= _MAX_LENGTH]
