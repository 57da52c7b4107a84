"""Fetch from one mailbox: store each message with us, and only then remove it there."""

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import structlog

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.registry import MailboxEntry
from polydesk.desk.mailroom.runs import stored_hashes
from polydesk.mail.accept import take_mail
from polydesk.mail.fetch.report import MailboxReport
from polydesk.mail.fetch.source import Listed, Source, Unreadable

BATCH = 200
"""Messages in one session: POP3 removes them only at its end."""
RUN_SECONDS = 600.0
MOST_RECONNECTS = 20
MOST_FAILURES_IN_A_ROW = 3
"""Of taking messages in: then something is wrong here, and the rest waits at the source."""
_log = structlog.get_logger(__name__)

OpenSession = Callable[[], AbstractContextManager[Source]]


class MailboxFetch:
    def __init__(
        self, desk: Desk, mailbox: MailboxEntry, open_session: OpenSession, largest: int, stop: threading.Event
    ) -> None:
        self._desk, self._mailbox, self._open, self._largest, self._stop = desk, mailbox, open_session, largest, stop
        self._source_name = f"mailbox:{mailbox.name}"
        self._ends = time.monotonic() + RUN_SECONDS
        self._failures = 0
        self._settled: set[str] = set()
        """Keys that need no second look in this run."""
        self.report = MailboxReport(mailbox.name)

    def run(self) -> None:
        """Session after session until nothing new waits. Raises DeskError when the server lets us down."""
        unreadable = 0
        while unreadable <= MOST_RECONNECTS and self._has_time():
            try:
                with self._open() as source:
                    if not self._take_batch(source):
                        return
            except Unreadable as error:  # known by its key, it is passed over in the next session
                unreadable += 1
                _log.warning("mail_unreadable", mailbox=self._mailbox.name, reason=str(error))

    def _take_batch(self, source: Source) -> bool:
        """Whether there is more."""
        listed = source.listed()
        known = self._known(listed)
        self._settle(source, [one for one in listed if one.key in known and (one.is_deleted or self._mailbox.keep)])
        waiting = [one for one in listed if not one.is_deleted and one.key not in self._settled]
        for one in waiting[:BATCH]:
            if not self._has_time():
                return False
            self._take(source, one, known.get(one.key))
        return len(waiting) > BATCH

    def _settle(self, source: Source, stored: Sequence[Listed]) -> None:
        """What is with us already, from a run that was stopped or because it is kept there."""
        for one in stored:
            if one.key not in self._settled:
                self._settled.add(one.key)
                source.finish(one)

    def _take(self, source: Source, one: Listed, stored_hash: str | None) -> None:
        if one.key:
            self._settled.add(one.key)
        if one.size > self._largest:
            self.report.left[one.key] = f"it has {one.size} bytes, more than PostMasterMaxEmailSize"
        else:
            self._fetch(source, one, stored_hash)

    def _fetch(self, source: Source, one: Listed, stored_hash: str | None) -> None:
        try:
            raw = source.content(one)
        except Unreadable as error:
            self.report.left[one.key] = str(error.details.get("reason", ""))
            raise
        if raw is None:
            self.report.left[one.key] = "the server lists it, but does not hand it out"
        elif self._is_taken(one, raw, stored_hash):
            source.finish(one)
            self.report.taken += 1

    def _is_taken(self, one: Listed, raw: bytes, stored_hash: str | None) -> bool:
        try:
            take_mail(
                self._desk,
                raw,
                source=self._source_name,
                source_key=_key(one, raw, stored_hash),
                mailbox=self._mailbox,
            )
        except Exception as error:  # whatever it is, the message stays where it is safe and comes again
            _log.exception("mail_not_taken", mailbox=self._mailbox.name, key=one.key)
            self.report.left[one.key] = f"it could not be taken in: {type(error).__name__}"
            self._failures += 1
            if self._failures >= MOST_FAILURES_IN_A_ROW:
                raise
            return False
        self._failures = 0
        return True

    def _known(self, listed: Sequence[Listed]) -> dict[str, str]:
        keys = [one.key for one in listed if one.key]
        with self._desk.look() as look:
            return stored_hashes(look, self._source_name, keys)

    def _has_time(self) -> bool:
        return not self._stop.is_set() and time.monotonic() < self._ends


def _key(one: Listed, raw: bytes, stored_hash: str | None) -> str:
    """The server's key; with the content in it where the server has none, or gives an old one to a new message."""
    content_hash = hashlib.sha256(raw).hexdigest()
    if not one.key:
        return f"sha256:{content_hash}"
    return one.key if stored_hash in (None, content_hash) else f"{one.key}#{content_hash[:32]}"
