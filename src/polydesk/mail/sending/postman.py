"""Sends what is queued, for as long as a worker runs."""

import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from polydesk.desk.desk import Desk
from polydesk.desk.sending.compose import compose
from polydesk.desk.sending.outgoing import (
    Parcel,
    claim_due,
    give_up,
    is_anything_to_do,
    list_being_sent,
    mark_sent,
    put_back,
    resume,
    try_later,
)
from polydesk.desk.sending.queue_mail import sends_mail
from polydesk.kernel.errors import DeskError
from polydesk.kernel.lock import take_lock
from polydesk.mail.sending.courier_process import Courier, CourierGone
from polydesk.mail.sending.journal import Journal
from polydesk.mail.sending.outcome import BROKEN, LATER, REFUSED, SENT, Outcome
from polydesk.mail.sending.route import find_route

FOLDER = "mail"
POLL_SECONDS = 0.5
IDLE_SECONDS = 10
AT_ONCE = 20
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 5, 300
_log = structlog.get_logger(__name__)


@dataclass
class _Sorted:
    """What became of a batch."""

    sent: list[int] = field(default_factory=list)
    later: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    untried: list[int] = field(default_factory=list)
    broken: str = ""


class Postman:
    """Any number may run; the one that has the lock of the data folder sends, the others wait for it."""

    def __init__(self, desk: Desk, data_folder: Path) -> None:
        self._desk, self._data = desk, data_folder
        folder = data_folder / FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock_path, self._journal_path = folder / "sending.lock", folder / "accepted.journal"
        self._journal = Journal(self._journal_path)
        self._lock: int | None = None
        self._courier: Courier | None = None
        self._last_sent = self._rests_until = 0.0
        self._failures = 0

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.step(stop)
            except Exception:  # noqa: BLE001  the database or the disk may be back in a moment
                _log.exception("mail_not_sent")
                self.close()
            stop.wait(POLL_SECONDS)
        self.close()

    def step(self, stop: threading.Event) -> None:
        """Send all that is due, if there is a way and nobody else is at it."""
        now = time.monotonic()
        with self._desk.look() as look:
            is_needed = sends_mail(look) and is_anything_to_do(look)
        if not is_needed:
            if now > self._last_sent + IDLE_SECONDS:
                self.close()
            return
        if now >= self._rests_until and self._is_ready():
            while not stop.is_set() and self._send_some(stop):
                self._last_sent = time.monotonic()

    def close(self) -> None:
        courier, self._courier = self._courier, None
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)
        if courier:
            courier.close()

    def _is_ready(self) -> bool:
        """Whether we have the lock and a courier; with the lock comes what the one before us left undone."""
        if self._courier:
            return True
        self._lock = take_lock(self._lock_path)
        if self._lock is None:
            return False
        self._take_over()
        try:
            route = find_route(self._desk, self._data)
        except DeskError as error:
            self._rest(str(error))
            return False
        self._courier = Courier(route, self._journal_path, self._lock)
        return True

    def _take_over(self) -> None:
        """Mail marked as being sent, though nobody is sending, was taken by a server if the journal says so."""
        accepted = self._journal.read()
        with self._desk.work() as work:
            left = list_being_sent(work)
            sent = [mail_id for mail_id, message_id in left.items() if accepted.get(mail_id) == message_id]
            mark_sent(work, sent)
            resume(work, [mail_id for mail_id in left if mail_id not in sent])
        self._journal.clear()

    def _send_some(self, stop: threading.Event) -> bool:
        """Whether there may be more."""
        with self._desk.work() as work:
            parcels = claim_due(work, AT_ONCE)
        done = _Sorted()
        try:
            for parcel in parcels:
                self._send(parcel, done, stop)
        except CourierGone:
            _log.exception("courier_gone")
            self._settle(done)
            self.close()  # whoever takes the lock next looks at the journal for the rest
            return False
        self._settle(done)
        self._journal.clear()
        if done.broken:
            self._rest(done.broken)
            return False
        self._failures = 0
        return bool(parcels)

    def _send(self, parcel: Parcel, done: _Sorted, stop: threading.Event) -> None:
        assert self._courier is not None  # it is ready
        if stop.is_set() or done.broken:
            done.untried.append(parcel.id)
            return
        try:
            message = compose(
                parcel.content,
                self._desk.files,
                subject=parcel.subject,
                message_id=parcel.message_id,
                moment=parcel.create_time,
            )
        except Exception as error:  # noqa: BLE001  this mail cannot be made; the others can
            _log.exception("mail_not_composed", mail_id=parcel.id)
            done.refused[parcel.id] = f"could not be composed: {error!r}"
            return
        _sort(parcel.id, self._courier.send(parcel, message), done)

    def _settle(self, done: _Sorted) -> None:
        with self._desk.work() as work:
            mark_sent(work, done.sent)
            try_later(work, done.later)
            give_up(work, done.refused)
            put_back(work, done.untried, error=done.broken)

    def _rest(self, reason: str) -> None:
        """The way itself is broken: it is tried again after 5 seconds, then twice as long, up to 5 minutes."""
        self._failures += 1
        seconds = min(FIRST_REST_SECONDS * (1 << min(self._failures - 1, 10)), LONGEST_REST_SECONDS)
        self._rests_until = time.monotonic() + seconds
        _log.warning("no_way_to_send_mail", reason=reason, seconds=seconds)
        self.close()


def _sort(mail_id: int, outcome: Outcome, done: _Sorted) -> None:
    if outcome.what == SENT:
        done.sent.append(mail_id)
    elif outcome.what == REFUSED:
        done.refused[mail_id] = outcome.error
    elif outcome.what == BROKEN:
        done.untried.append(mail_id)
        done.broken = outcome.error
    else:
        assert outcome.what == LATER
        done.later[mail_id] = outcome.error
