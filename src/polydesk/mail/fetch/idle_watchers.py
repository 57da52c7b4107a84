"""Has somebody idle at every mailbox that wants it, for as long as the program runs."""

import threading
from pathlib import Path

import structlog

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.registry import MailboxEntry, Mailroom
from polydesk.mail.fetch.idle_watcher import IdleWatcher

MOST = 100
"""Each is a thread and a connection; the mailboxes beyond are polled only."""
LOOK_SECONDS = 5.0
_log = structlog.get_logger(__name__)


class IdleWatchers:
    def __init__(self, desk: Desk, data_folder: Path) -> None:
        self._desk, self._data_folder = desk, data_folder
        self._watchers: dict[int, IdleWatcher] = {}

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.adjust()
            except Exception:  # noqa: BLE001  the database may be back in a second
                _log.exception("idle_mailboxes_not_looked_up")
            stop.wait(LOOK_SECONDS)
        for watcher in self._watchers.values():
            watcher.end()
        for watcher in self._watchers.values():
            watcher.join()

    def adjust(self) -> None:
        """To the mailboxes as they are configured now."""
        wanted = self._wanted()
        for mailbox_id, watcher in tuple(self._watchers.items()):
            if wanted.get(mailbox_id) != watcher.mailbox:
                watcher.end()
                del self._watchers[mailbox_id]
        for mailbox_id in wanted.keys() - self._watchers.keys():
            self._watchers[mailbox_id] = IdleWatcher(self._desk, self._data_folder, wanted[mailbox_id])
            self._watchers[mailbox_id].start()

    def _wanted(self) -> dict[int, MailboxEntry]:
        with self._desk.look() as look:
            mailboxes = look.config(Mailroom).mailboxes
        return {one.id: one for one in [one for one in mailboxes if one.is_imap and one.idle][:MOST]}
