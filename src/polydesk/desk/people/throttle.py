"""Guessing passwords is slowed down: each failure beyond some makes the next wait twice as long, up to a minute.

Counted in this process per login and address, so that a stranger cannot lock somebody out from elsewhere, and per
address, whatever the login, where an address tells people apart: behind a proxy all have the proxy's.
"""

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from polydesk.kernel.errors import Unavailable

WINDOW = 300.0
"""Seconds after the last failure until the count begins anew."""
FIRST, LONGEST = 2.0, 60.0
"""Seconds of the first wait and of all after the fifth."""
MOST_KEYS = 10_000
ANYBODY = ""
"""In place of a login: the count of an address."""


class TooManyFailures(Unavailable):
    """Nobody is let in for so many `seconds`, right or wrong."""

    def __init__(self, seconds: int) -> None:
        super().__init__("sign_in.too_many_failures", seconds=seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures cost nothing; 0 is any number."""

    of_login: int
    of_address: int


@dataclass(slots=True)
class _Failures:
    count: int = 0
    last: float = -math.inf
    noted: float = -math.inf


class Throttle:
    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[tuple[str, str], _Failures] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, login: str, address: str, patience: Patience) -> None:
        """Raises TooManyFailures while there is something to wait for."""
        with self._lock:
            seconds = self._wait(_key(login, address), patience.of_login)
            if place := _place(address):
                seconds = max(seconds, self._wait((ANYBODY, place), patience.of_address))
        if seconds > 0:
            raise TooManyFailures(math.ceil(seconds))

    def failed(self, login: str, address: str, patience: Patience) -> bool:
        """Whether it is worth writing down: of those beyond patience one in every WINDOW is."""
        with self._lock:
            known = self._counted(_key(login, address))
            if place := _place(address):
                self._counted((ANYBODY, place))
            is_new = not patience.of_login or known.count <= patience.of_login
            is_worth = is_new or known.last - known.noted >= WINDOW
            if is_worth:
                known.noted = known.last
        return is_worth

    def succeeded(self, login: str, address: str) -> None:
        """The count of the address goes on: one who guesses may well have a login of their own."""
        with self._lock:
            self._failures.pop(_key(login, address), None)

    def _wait(self, key: tuple[str, str], free: int) -> float:
        known = self._failures.get(key)
        if known is None or not free or known.count < free:
            return 0.0
        wait: float = min(FIRST * 2.0 ** min(known.count - free, 5), LONGEST)
        return known.last + wait - self._clock()

    def _counted(self, key: tuple[str, str]) -> _Failures:
        now, known = self._clock(), self._failures.pop(key, None)
        if known is None or now - known.last > WINDOW:
            known = _Failures()
        known.count, known.last = known.count + 1, now
        self._failures[key] = known
        if len(self._failures) > MOST_KEYS:
            self._failures.popitem(last=False)
        return known


def _key(login: str, address: str) -> tuple[str, str]:
    return f"login {login.casefold()[:200]}", address


def _place(address: str) -> str:
    """Where an address of the whole internet is, in version 6 its network; empty for others, as that of a proxy."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    if not found.is_global:
        return ""
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
