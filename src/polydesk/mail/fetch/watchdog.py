"""Cuts a connection that takes too long in all: a socket's own timeout begins anew with every byte that drips in."""

import contextlib
import os
import socket
import threading

SESSION_SECONDS = 900.0


class Watchdog:
    def __init__(self, seconds: float = SESSION_SECONDS) -> None:
        self._seconds = seconds
        self._timer: threading.Timer | None = None
        self._copy: socket.socket | None = None
        self.has_bitten = False

    def watch(self, connection: socket.socket) -> None:
        """A copy of the descriptor is watched: it stays good when the connection is wrapped in TLS."""
        self._copy = socket.socket(fileno=os.dup(connection.fileno()))
        self._timer = threading.Timer(self._seconds, self._bite)
        self._timer.daemon = True
        self._timer.start()

    def rest(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer.join()
        if self._copy:
            self._copy.close()

    def _bite(self) -> None:
        self.has_bitten = True
        if self._copy:
            with contextlib.suppress(OSError):
                self._copy.shutdown(socket.SHUT_RDWR)
