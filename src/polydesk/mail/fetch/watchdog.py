"""Cuts a connection that takes too long in all: a socket's own timeout begins anew with every byte that drips in."""

import contextlib
import os
import socket
import threading

SESSION_SECONDS = 900.0
NOWHERE, CONNECTED, SECURED, SIGNED_IN = range(4)
"""How far a session has come."""


class Watchdog:
    def __init__(self, seconds: float = SESSION_SECONDS) -> None:
        self._seconds = seconds
        self._timer: threading.Timer | None = None
        self._copy: socket.socket | None = None
        self._lock = threading.Lock()
        self._is_cut = False
        self.has_bitten = False
        self.reached = NOWHERE

    def watch(self, connection: socket.socket) -> None:
        """A copy of the descriptor is watched: it stays good when the connection is wrapped in TLS."""
        self.reached = CONNECTED
        self._copy = socket.socket(fileno=os.dup(connection.fileno()))
        self._timer = threading.Timer(self._seconds, self._bite)
        self._timer.daemon = True
        self._timer.start()
        if self._is_cut:
            self.cut()

    def cut(self) -> None:
        """End the connection now, or as soon as there is one; whoever waits for it hears that it is over."""
        with self._lock:
            self._is_cut = True
            if self._copy:
                with contextlib.suppress(OSError):
                    self._copy.shutdown(socket.SHUT_RDWR)

    def rest(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer.join()
        with self._lock:
            if self._copy:
                self._copy.close()

    def _bite(self) -> None:
        self.has_bitten = True
        self.cut()
