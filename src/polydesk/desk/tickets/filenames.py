"""Names of attachments, which strangers choose."""

from collections.abc import Iterable

LENGTH = 250


def harmless(name: str) -> str:
    """The name without leading dots, as OTOBO keeps it. It is shown and sent, never used as a path on our disk."""
    return name.lstrip(".")[:LENGTH]


def distinct(names: Iterable[str]) -> list[str]:
    """A second file of the same name gets -1, -2, … before its last extension."""
    taken: set[str] = set()
    result = []
    counters: dict[str, int] = {}
    for name in names:
        free = name
        while free in taken:
            counters[name] = counters.get(name, 0) + 1
            free = _numbered(name, counters[name])
        taken.add(free)
        result.append(free)
    return result


def _numbered(name: str, number: int) -> str:
    stem, dot, extension = name.rpartition(".")
    return f"{stem}-{number}.{extension}" if dot and stem else f"{name}-{number}"
