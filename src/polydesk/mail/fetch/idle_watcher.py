"""Fetches from one mailbox as soon as its server says that mail has come.

Only the telling is new: the fetch is the one that polling makes, with its lock, and polling goes on beside this for
the case that a server says nothing.
"""

import threading
import time
from pathlib import Path

import structlog

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.registry import MailboxEntry
from polydesk.kernel.errors import DeskError
from polydesk.mail.fetch.connect import idle_session
from polydesk.mail.fetch.fetch_all import account_for, fetch_all
from polydesk.mail.fetch.idle import Idle
from polydesk.mail.fetch.lock import IDLING, mailbox_lock
from polydesk.mail.fetch.watchdog import SESSION_SECONDS, Watchdog

ROUND_SECONDS = 9 * 60.0
"""Then IDLE begins anew. Servers may end it after 29 minutes, routers forget a silent connection after ten."""
LISTENING_SECONDS = 50 * 60.0
"""Then a new session begins, for access tokens are good for an hour."""
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 300.0
STEADY_SECONDS = 60.0
"""A connection that held so long was a good one: the next pause is the first again."""
WITHOUT_IDLE_SECONDS = 3600.0
"""When a server that cannot do it is asked again."""
_LOCKED_SECONDS, _GAP_SECONDS = 1.0, 0.5
_FETCH_SECONDS = 20.0
_log = structlog.get_logger(__name__)


class IdleWatcher:
    def __init__(self, desk: Desk, data_folder: Path, mailbox: MailboxEntry) -> None:
        self._desk, self._data_folder, self.mailbox = desk, data_folder, mailbox
        self._stop = threading.Event()
        self._watchdog = Watchdog()
        self._is_fetching = False
        self._thread = threading.Thread(target=self._run, name="idle", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Nobody waits here: a fetch ends after the message it is at."""
        self._stop.set()
        self._watchdog.cut()

    def join(self) -> None:
        """A connection that is only being made is left to itself."""
        self._thread.join(_FETCH_SECONDS if self._is_fetching else 1.0)

    def _run(self) -> None:
        while not self._stop.is_set():
            with mailbox_lock(self._data_folder, self.mailbox.id, IDLING) as is_ours:
                if is_ours:
                    self._listen_again_and_again()
            self._stop.wait(_LOCKED_SECONDS)

    def _listen_again_and_again(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self._stop.is_set():
            began = time.monotonic()
            self._try_to_listen()
            if time.monotonic() - began > STEADY_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            self._stop.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _try_to_listen(self) -> None:
        try:
            self._open_and_listen()
        except DeskError as error:
            if not self._stop.is_set():
                reason = str(error.details.get("reason") or error)
                _log.info("mailbox_idle_broken", mailbox=self.mailbox.name, reason=reason)
        except Exception:  # noqa: BLE001  polling goes on, and so do we, after a pause
            _log.exception("mailbox_idle_failed", mailbox=self.mailbox.name)

    def _open_and_listen(self) -> None:
        self._watchdog = watchdog = Watchdog(LISTENING_SECONDS + SESSION_SECONDS)
        if self._stop.is_set():
            return
        with idle_session(self.mailbox, account_for(self._desk, self._data_folder), watchdog) as idle:
            if is_known := idle.is_known:
                self._listen(idle)
        if not is_known:
            _log.info("mailbox_without_idle", mailbox=self.mailbox.name)
            self._stop.wait(WITHOUT_IDLE_SECONDS)

    def _listen(self, idle: Idle) -> None:
        ends = time.monotonic() + LISTENING_SECONDS
        idle.look_into_folder()
        while not self._stop.is_set() and time.monotonic() < ends:
            idle.begin()
            self._fetch_when_told(idle, time.monotonic() + ROUND_SECONDS)
            idle.end()

    def _fetch_when_told(self, idle: Idle, ends: float) -> None:
        while not self._stop.is_set() and (seconds := ends - time.monotonic()) > 0:
            if idle.hears_of_mail(seconds):
                self._fetch()

    def _fetch(self) -> None:
        """If somebody else is at it, what came may have come too late for them: wait for our turn."""
        self._is_fetching = is_busy = True
        try:
            while is_busy and not self._stop.is_set():
                report = fetch_all(self._desk, self._data_folder, names=(self.mailbox.name,), stop=self._stop)
                is_busy = report.mailboxes[0].is_busy
                self._stop.wait(_GAP_SECONDS)
        finally:
            self._is_fetching = False
