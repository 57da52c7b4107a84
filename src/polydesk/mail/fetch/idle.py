"""IDLE (RFC 2177): an IMAP server says by itself that mail has come.

The standard library speaks it from Python 3.14 on only. Its client signs in and names the folder; from then on lines
are read from the socket here, since the client's own file is useless after the first timeout.
"""

import contextlib
import re
import time

from polydesk.mail.fetch.bounded_imap import ANSWER_BYTES, TIMEOUT_SECONDS, BoundedIMAP
from polydesk.mail.fetch.folder_names import quoted_folder
from polydesk.mail.fetch.source import SourceFailed

_TAG = b"IDLE"
"""The client's own tags all end in a digit."""
_PIECE, _LONGEST_LINE = 4096, 10_000
_EXISTS = re.compile(rb"\* \d{1,10} EXISTS\b", re.IGNORECASE)


class Idle:
    """The folder is only looked at: fetching from it is left to a session of its own."""

    def __init__(self, imap: BoundedIMAP, folder: str) -> None:
        """`imap` is signed in."""
        self._imap, self._folder = imap, folder
        self._received = b""
        self._allowed = 0
        self._has_news = True
        """What came before we listened is news as well."""

    @property
    def is_known(self) -> bool:
        return "IDLE" in self._imap.capabilities

    def look_into_folder(self) -> None:
        self._imap.select_folder(quoted_folder(self._folder), read_only=True)

    def begin(self) -> None:
        self._allowed = ANSWER_BYTES
        self._send(_TAG + b" IDLE\r\n")
        self._read_until(b"+")

    def hears_of_mail(self, seconds: float) -> bool:
        """Whether mail has come, at the latest after so many seconds. What is said at once counts once."""
        ends = time.monotonic() + seconds
        while not self._has_news and (line := self._line(ends)) is not None:
            self._note(line)
        while self._has_news and b"\n" in self._received:
            self._note(self._next_line())
        heard, self._has_news = self._has_news, False
        return heard

    def end(self) -> None:
        self._send(b"DONE\r\n")
        self._read_until(_TAG + b" OK")

    def close(self) -> None:
        self._imap.sock.settimeout(TIMEOUT_SECONDS)
        self._imap.logout()

    def drop(self) -> None:
        with contextlib.suppress(OSError, self._imap.error):
            self._imap.shutdown()

    def _send(self, line: bytes) -> None:
        self._imap.sock.settimeout(TIMEOUT_SECONDS)
        self._imap.send(line)

    def _read_until(self, start: bytes) -> None:
        ends = time.monotonic() + TIMEOUT_SECONDS
        while (line := self._line(ends)) is not None and not line.upper().startswith(start):
            self._note(line)
        if line is None:
            raise SourceFailed("no answer to IDLE")

    def _note(self, line: bytes) -> None:
        if _EXISTS.match(line):
            self._has_news = True
        elif line.upper().startswith((_TAG, b"* BYE")):
            raise SourceFailed(f"IDLE: {line.decode('utf-8', 'replace')}")

    def _line(self, ends: float) -> bytes | None:
        """The next line; None if there is none by then."""
        while b"\n" not in self._received:
            seconds = ends - time.monotonic()
            if seconds <= 0:
                return None
            self._imap.sock.settimeout(seconds)
            with contextlib.suppress(TimeoutError):
                self._receive()
        return self._next_line()

    def _receive(self) -> None:
        piece = self._imap.sock.recv(_PIECE)
        self._received += piece
        self._allowed -= len(piece)
        if not piece:
            raise SourceFailed("the server hung up")
        if self._allowed < 0 or len(self._received) > _LONGEST_LINE:
            raise SourceFailed("the server sends more than was asked for")

    def _next_line(self) -> bytes:
        line, _, self._received = self._received.partition(b"\n")
        return line
