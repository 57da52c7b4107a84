"""Sends what is due, for as long as a worker runs: each webhook in a thread of its own, so that none waits for another.

A delivery is sent, then noted. Whoever dies in between leaves it pending, and the next one sends it again.
"""

import os
import threading
from pathlib import Path

import structlog

from polydesk.desk.desk import Desk
from polydesk.desk.webhooks.outgoing import due_webhooks, next_parcel, note_outcome
from polydesk.desk.webhooks.registry import Webhooks
from polydesk.kernel.lock import take_lock

FOLDER = "hooks"
POLL_SECONDS = 0.5
MOST_AT_ONCE = 16
AFTER_TROUBLE_SECONDS = 10
LONGEST_SHUTDOWN_SECONDS = 15
IN_A_ROW = 50
"""So many for one webhook, then others that wait for a thread have their turn."""
_log = structlog.get_logger(__name__)


class Messenger:
    """Any number may run; the one that has the lock of the data folder sends, the others wait for it."""

    def __init__(self, desk: Desk, data_folder: Path) -> None:
        self._desk = desk
        folder = data_folder / FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock_path = folder / "sending.lock"
        self._lock: int | None = None
        self._busy: dict[int, threading.Thread] = {}

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.step(stop)
            except Exception:  # noqa: BLE001  the database or the disk may be back in a moment
                _log.exception("webhooks_not_sent")
            stop.wait(POLL_SECONDS)
        self.close()

    def step(self, stop: threading.Event) -> None:
        """Begin with all that is due, if nobody else is at it."""
        self._busy = {webhook_id: thread for webhook_id, thread in self._busy.items() if thread.is_alive()}
        room = MOST_AT_ONCE - len(self._busy)
        with self._desk.look() as look:
            due = due_webhooks(look, self._busy) if look.config(Webhooks).active else []
        if not due or room <= 0 or not self._has_lock():
            return
        for webhook_id in due[:room]:
            thread = threading.Thread(target=self._serve, args=(webhook_id, stop), name="webhook", daemon=True)
            self._busy[webhook_id] = thread
            thread.start()

    def wait(self, seconds: float) -> None:
        """Until nothing is on its way, or so long."""
        for thread in self._busy.values():
            thread.join(seconds)

    def close(self) -> None:
        """What is on its way ends by itself: while it is, nobody else is to begin."""
        self.wait(LONGEST_SHUTDOWN_SECONDS)
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)

    def _has_lock(self) -> bool:
        if self._lock is None:
            self._lock = take_lock(self._lock_path)
        return self._lock is not None

    def _serve(self, webhook_id: int, stop: threading.Event) -> None:
        try:
            for _ in range(IN_A_ROW):
                if stop.is_set() or not self._send_next(webhook_id):
                    return
        except Exception:  # noqa: BLE001  it is still pending, and the database may be back in a moment
            _log.exception("webhook_not_sent", webhook_id=webhook_id)
            stop.wait(AFTER_TROUBLE_SECONDS)  # what cannot be noted would be sent on and on

    def _send_next(self, webhook_id: int) -> bool:
        """Whether there was anything to send."""
        with self._desk.look() as look:
            parcel = next_parcel(look, webhook_id)
        if parcel is None:
            return False
        outcome = self._desk.webhook_poster.post(parcel)
        with self._desk.work() as work:
            note_outcome(work, parcel, outcome)
        return True
