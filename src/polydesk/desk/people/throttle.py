"""Guessing passwords is slowed down: after too many failures in a row nobody gets in for a while, right or wrong.

Counted per login and address in this process, so that a stranger cannot lock somebody out from elsewhere.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

WINDOW = 300.0
"""Seconds after the last failure until the count begins anew."""
MOST_KEYS = 10_000


@dataclass(slots=True)
class _Failures:
    count: int
    last: float


class Throttle:
    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[tuple[str, str], _Failures] = OrderedDict()
        self._lock = threading.Lock()

    def is_closed(self, login: str, address: str, *, limit: int) -> bool:
        """Whether this many failures have been counted for the login from this address."""
        with self._lock:
            known = self._current(login, address)
            return known is not None and known.count >= limit

    def failed(self, login: str, address: str) -> None:
        with self._lock:
            known = self._current(login, address) or _Failures(0, 0.0)
            known.count, known.last = known.count + 1, self._clock()
            self._failures[_key(login, address)] = known
            self._failures.move_to_end(_key(login, address))
            while len(self._failures) > MOST_KEYS:
                self._failures.popitem(last=False)

    def succeeded(self, login: str, address: str) -> None:
        with self._lock:
            self._failures.pop(_key(login, address), None)

    def _current(self, login: str, address: str) -> _Failures | None:
        known = self._failures.get(_key(login, address))
        if known and self._clock() - known.last > WINDOW:
            del self._failures[_key(login, address)]
            return None
        return known


def _key(login: str, address: str) -> tuple[str, str]:
    return login.casefold()[:200], address
