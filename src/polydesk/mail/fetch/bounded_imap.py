"""The standard library's IMAP client, with limits on what a server may send and on how long it may take."""

import imaplib
import socket
import ssl
from typing import Any

from polydesk.mail.fetch.watchdog import Watchdog

ANSWER_BYTES = 4_000_000
"""What one command may bring, other than a message."""
TIMEOUT_SECONDS = 30.0
_PIECE = 1 << 16


class BoundedIMAP(imaplib.IMAP4):
    """Reads literals piece by piece: a server's claim of a gigabyte allocates nothing.

    With a `context` it speaks TLS from the first byte.
    """

    def __init__(self, host: str, port: int, *, watchdog: Watchdog, context: ssl.SSLContext | None = None) -> None:
        self._watchdog, self._context = watchdog, context
        self._allowed = ANSWER_BYTES
        super().__init__(host, port, timeout=TIMEOUT_SECONDS)

    def ask(self, command: str, *arguments: str, message_bytes: int = 0) -> list[Any]:
        """Send a command about UIDs and return what came back, unless it is refused or brings more than is allowed."""
        self._allowed = ANSWER_BYTES + message_bytes
        self.untagged_responses.clear()  # nothing that a server says unasked piles up
        return self._checked(command, self.uid(command, *arguments))

    def select_folder(self, name: str, *, read_only: bool = False) -> int:
        """How many messages are in there."""
        self._allowed = ANSWER_BYTES
        return int(self._checked("SELECT", self.select(name, readonly=read_only))[0])

    def _checked(self, command: str, answer: tuple[str, list[Any]]) -> list[Any]:
        status, data = answer
        if status != "OK":
            raise self.error(f"{command}: {_readable(data)}")
        return data

    def read(self, size: int) -> bytes:
        self._spend(size)
        pieces = []
        while size > 0 and (piece := super().read(min(size, _PIECE))):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def readline(self) -> bytes:
        line = super().readline()
        self._spend(len(line))
        return line

    def _spend(self, size: int) -> None:
        self._allowed -= size
        if self._allowed < 0:
            raise self.abort("the server sends more than was asked for")

    def _create_socket(self, timeout: float | None) -> socket.socket:
        connection: socket.socket = super()._create_socket(timeout)  # type: ignore[misc]  # since 3.9, not in the stubs
        self._watchdog.watch(connection)
        return self._context.wrap_socket(connection, server_hostname=self.host) if self._context else connection


def _readable(data: list[Any]) -> str:
    last = data[-1] if data else b""
    return last.decode("utf-8", "replace") if isinstance(last, bytes) else ""
