"""What the requests of all dialects cost: counted in every process, and added up where several share a folder."""

import os
from typing import NamedTuple

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder worker processes share their numbers in. To be set before this is loaded."""
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
MOST_OPERATIONS = 500
OTHER = "other"


class _Children(NamedTuple):
    """The numbers of one operation that was answered in one way."""

    answers: Counter
    seconds: Histogram


class Requests:
    """One per application."""

    def __init__(self) -> None:
        self._own = CollectorRegistry()
        self._answers = Counter(
            "polydesk_requests",
            "Answered requests.",
            ("dialect", "operation", "status"),
            registry=self._own,
        )
        self._seconds = Histogram(
            "polydesk_request_seconds",
            "From the first byte of a request to the last of its answer.",
            ("dialect", "operation"),
            buckets=_SECONDS,
            registry=self._own,
        )
        self._operations: set[tuple[str, str]] = set()
        self._children: dict[tuple[str, str, int], _Children] = {}

    def note(self, dialect: str, operation: str, status: int, seconds: float) -> None:
        children = self._children.get((dialect, operation, status))
        if children is None:
            children = self._for_the_first_time(dialect, operation, status)
        children.answers.inc()
        children.seconds.observe(seconds)

    def _for_the_first_time(self, dialect: str, operation: str, status: int) -> _Children:
        """What is kept spares each request the looking up of its labels; it is bounded as the labels are."""
        if (dialect, operation) not in self._operations:
            if len(self._operations) >= MOST_OPERATIONS:
                operation = OTHER
            self._operations.add((dialect, operation))
        children = _Children(
            self._answers.labels(dialect, operation, str(status)), self._seconds.labels(dialect, operation)
        )
        self._children[dialect, operation, status] = children
        return children

    @property
    def registry(self) -> CollectorRegistry:
        """What is to be shown: of this process, or of all that share the folder."""
        if not os.environ.get(SHARED):
            return self._own
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return together
