"""The standard library's POP3 client, with limits on what a server may send and on how long it may take.

The library's own limit is 2,048 bytes a line, which real messages exceed.
"""

import io
import poplib
import socket
import ssl

from polydesk.mail.fetch.watchdog import Watchdog

ANSWER_BYTES = 4_000_000
"""What one command may bring, other than a message."""
TIMEOUT_SECONDS = 30.0
_PIECE = 1 << 16


class BoundedPOP3(poplib.POP3):
    """With a `context` it speaks TLS from the first byte."""

    def __init__(self, host: str, port: int, *, watchdog: Watchdog, context: ssl.SSLContext | None = None) -> None:
        self._watchdog, self._context = watchdog, context
        self._allowed = ANSWER_BYTES
        try:
            super().__init__(host, port, timeout=TIMEOUT_SECONDS)
        except BaseException:
            if hasattr(self, "file"):
                self.close()  # the library leaves the connection open
            raise

    def ask(self, line: str, *, message_bytes: int = 0) -> bytes:
        """Send a line and return the answer's first one."""
        self._allowed = ANSWER_BYTES + message_bytes
        self.sock.sendall(line.encode() + b"\r\n")
        answer, _ = self._getline()
        if not answer.startswith(b"+"):
            raise poplib.error_proto(answer.decode("utf-8", "replace"))
        return answer

    def ask_for_lines(self, line: str) -> list[bytes]:
        self.ask(line)
        lines = []
        while (one := self._getline()[0]) != b".":
            lines.append(one)
        return lines

    def message(self, number: int, *, largest: int) -> bytes:
        """The message, its lines undotted, in pieces: a line of any length is no more memory than the message."""
        self.ask(f"RETR {number}", message_bytes=largest)
        content = io.BytesIO()
        begins = True
        while True:
            piece = self._read_piece()
            if begins and piece in (b".\r\n", b".\n"):
                return content.getvalue()
            content.write(piece[1:] if begins and piece.startswith(b".") else piece)
            begins = piece.endswith(b"\n")

    def _read_piece(self) -> bytes:
        piece = self.file.readline(_PIECE)
        if not piece:
            raise poplib.error_proto("the server hung up")
        self._allowed -= len(piece)
        if self._allowed < 0:
            raise poplib.error_proto("the server sends more than was asked for")
        return piece

    def _getline(self) -> tuple[bytes, int]:
        """The library reads every line through here."""
        piece = self._read_piece()
        if not piece.endswith(b"\n"):
            raise poplib.error_proto("the server sends a line without end")
        return piece.rstrip(b"\r\n"), len(piece)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        connection: socket.socket = super()._create_socket(timeout)  # type: ignore[misc]  # since 3.9, not in the stubs
        self._watchdog.watch(connection)
        return self._context.wrap_socket(connection, server_hostname=self.host) if self._context else connection
