"""Hands the outbox over to the queue, and what comes out of the queue to the listeners."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

import structlog
from sqlalchemy import Row

from polydesk.kernel import outbox
from polydesk.kernel.db import Database

POLL_SECONDS = 0.5
MOST_QUEUED = 100
"""More than this does not wait in the queue, or the outbox would take what is waiting there for lost."""
_log = structlog.get_logger(__name__)


class HasDatabase(Protocol):
    """What the kernel needs to know of the desk."""

    @property
    def database(self) -> Database: ...


D = TypeVar("D", bound=HasDatabase)


class Queue(Protocol):
    def put(self, outbox_id: int) -> None: ...
    def size(self) -> int: ...


class Relay(Generic[D]):
    """Any number of these may run at once, in one process or in several."""

    def __init__(self, desk: D, queue: Queue, now: Callable[[], datetime]) -> None:
        self._database = desk.database
        self._queue = queue
        self._now = now
        self._nudged = threading.Event()

    def nudge(self) -> None:
        self._nudged.set()

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.hand_over()
            except Exception:  # noqa: BLE001  the database or the queue may be back in a moment
                _log.exception("outbox_not_handed_over")
            self._nudged.wait(POLL_SECONDS)
            self._nudged.clear()

    def hand_over(self) -> None:
        """Put what is due into the queue, as far as there is room in it."""
        with self._database.reading() as connection:  # nothing is locked while nothing is due
            if not outbox.is_anything_due(connection, self._now()):
                return
        room = MOST_QUEUED - self._queue.size()
        if room > 0:
            with self._database.writing() as connection:
                ids = outbox.claim_due(connection, self._now(), room)
            self._enqueue(ids)

    def _enqueue(self, ids: list[int]) -> None:
        for position, outbox_id in enumerate(ids):
            try:
                self._queue.put(outbox_id)
            except Exception as error:
                self._give_back(ids[position:], error)
                raise

    def _give_back(self, ids: list[int], error: Exception) -> None:
        with self._database.writing() as connection:
            for outbox_id in ids:
                outbox.failed(connection, outbox_id, f"not queued: {error!r}", self._now())


Listener = Callable[[D, dict[str, Any]], None]
"""May be called twice with the same payload, again after it raised, and again while it has been at it for more than
`outbox.LOST_AFTER`: it has to bear all three."""


class Delivery(Generic[D]):
    """Calls the listener of a row outside any transaction, and removes the row when it returns."""

    def __init__(self, desk: D, listeners: Mapping[str, Listener[D]], now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._listeners = listeners
        self._now = now

    def deliver(self, outbox_id: int) -> None:
        with self._desk.database.reading() as connection:
            row = outbox.find_row(connection, outbox_id)
        if row is not None:  # else it was queued twice and is done
            error = self._call(row)
            with self._desk.database.writing() as connection:
                if error:
                    outbox.failed(connection, outbox_id, error, self._now())
                else:
                    outbox.done(connection, outbox_id)

    def _call(self, row: Row[Any]) -> str:
        listener = self._listeners.get(row.listener)
        if listener is None:
            _log.error("outbox_listener_unknown", outbox_id=row.id, listener=row.listener)
            return f"no listener is called {row.listener!r}"
        try:
            listener(self._desk, row.payload)
        except Exception as error:  # noqa: BLE001  whatever it is, the row is kept and tried again
            _log.exception("outbox_listener_failed", outbox_id=row.id, listener=row.listener, attempt=row.attempts)
            return repr(error) or type(error).__name__
        return ""
