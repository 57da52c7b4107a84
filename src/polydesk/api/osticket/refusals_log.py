"""Refused keys are written to the system log, but not without end: anybody can send requests with a wrong key."""

import threading
import time

SECONDS = 60.0
MOST = 30
"""Lines that refused keys may add to the log in so many seconds."""


class Allowance:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun = 0.0
        self._used = 0

    def take(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if now - self._begun > SECONDS:
                self._begun, self._used = now, 0
            self._used += 1
            return self._used <= MOST


_ALLOWANCE = Allowance()


def may_log() -> bool:
    return _ALLOWANCE.take()
