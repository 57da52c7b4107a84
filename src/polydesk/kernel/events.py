"""Events: what happened, as a past participle, recorded in the transaction in which it happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polydesk.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events."""


Recorder = Callable[["Work", Any], None]


class Recorders:
    """What happens when: from event class to the functions that write history, search index, outbox rows."""

    def __init__(self, table: Mapping[type[Event], tuple[Recorder, ...]]) -> None:
        self._table = dict(table)
        self._known: dict[type[Event], tuple[Recorder, ...]] = {}

    def __call__(self, work: Work, event: Event) -> None:
        kind = type(event)
        if kind not in self._known:
            self._known[kind] = tuple(one for base in kind.__mro__ for one in self._table.get(base, ()))
        for recorder in self._known[kind]:
            recorder(work, event)
