"""A server that says what a test wrote down, whatever it is asked, and remembers what it heard."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from types import TracebackType


class ScriptedServer:
    """One connection after the other gets the same script: an answer at once, then one for each line it sends.

    TAG in an answer is replaced by the first word of the last line that had several: the tag of an IMAP command.
    """

    def __init__(
        self,
        script: Sequence[bytes],
        *,
        conversations: Iterable[Sequence[bytes]] = (),
        tls_after: int | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Instead of the script the first connections get these `conversations`."""
        self._scripts = chain(conversations, repeat(script))
        self._tls_after, self._context = tls_after, context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.heard: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "ScriptedServer":
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=20)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError, ssl.SSLError):
                connection.settimeout(10)
                self._converse(connection)

    def _converse(self, connection: socket.socket) -> None:
        tag = b""
        with contextlib.ExitStack() as opened:
            for number, answer in enumerate(next(self._scripts)):
                if number == self._tls_after and self._context:
                    connection = opened.enter_context(self._context.wrap_socket(connection, server_side=True))
                if number and b" " in (line := self._hear(connection)):
                    tag = line.split(b" ")[0]
                connection.sendall(answer.replace(b"TAG", tag))
            while self._hear(connection):
                pass

    def _hear(self, connection: socket.socket) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            piece = connection.recv(1)
            if not piece:
                return b""
            line += piece
        self.heard.append(line)
        return line
