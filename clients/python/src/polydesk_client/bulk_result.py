"""What became of each ticket of a bulk action."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_AT_ONCE = 1000
"""Tickets the server takes in one request."""


@dataclass(frozen=True, slots=True)
class Outcome:
    ticket_id: int
    success: bool
    error: str | None = None


@dataclass(slots=True)
class BulkResult:
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def succeeded(self) -> list[int]:
        return [one.ticket_id for one in self.outcomes if one.success]

    @property
    def failed(self) -> dict[int, str]:
        """Why, by ticket."""
        return {one.ticket_id: one.error or "" for one in self.outcomes if not one.success}

    def add(self, data: dict[str, Any]) -> None:
        for one in data.get("results", []):
            self.outcomes.append(Outcome(int(one["ticket_id"]), bool(one["success"]), one.get("error")))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a bulk action has come; `result` grows with it."""

    done: int
    total: int
    result: BulkResult


OnProgress = Callable[[Progress], None]


def portions(ticket_ids: Sequence[int], size: int) -> Iterator[list[int]]:
    """Each ticket once, in the order given, so many at a time."""
    ids = list(dict.fromkeys(ticket_ids))
    size = max(1, min(size, MOST_AT_ONCE))
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
