"""Message-IDs, without their angle brackets."""

import re

_BRACKETED = re.compile(r"<([^<>]{1,998})>")
_BARE = re.compile(r"[^\s<>@,;\"]{1,500}@[^\s<>@,;\"]{1,500}")
_BLANK = re.compile(r"\s+")
_MAX = 100


def read_ids(value: str) -> list[str]:
    """In order, each once. Some programs leave out the brackets, some fold within an id."""
    bracketed = (_BLANK.sub("", found) for found in _BRACKETED.findall(value))
    found = [one for one in bracketed if one] or _BARE.findall(value)
    ids = list(dict.fromkeys(found))
    return ids if len(ids) <= _MAX else [ids[0], *ids[1 - _MAX :]]


def read_id(value: str) -> str:
    """One id, or whatever stands in its place."""
    ids = read_ids(value)
    return ids[0] if ids else _BLANK.sub("", value).strip("<>")[:998]
