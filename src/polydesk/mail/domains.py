"""Asks the DNS whether mail can be sent to a domain."""

import threading
import time
from collections.abc import Callable

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver

SECONDS = 2.0
"""For all questions about one domain."""
MOST_FAILURES = 5
PAUSE_SECONDS = 60.0
"""A DNS that gave no answer so often in a row is left alone so long: mail waits for every question."""
_KEPT = 1000
_KINDS = (dns.rdatatype.MX, dns.rdatatype.A, dns.rdatatype.AAAA)


class Domains:
    """The system's resolver is found when it is first needed, and again after it failed."""

    def __init__(
        self,
        make_resolver: Callable[[], dns.resolver.Resolver] = dns.resolver.Resolver,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make_resolver = make_resolver
        self._now = now
        self._lock = threading.Lock()
        self._resolver: dns.resolver.Resolver | None = None
        self._failures = 0
        self._quiet_until = 0.0

    def exists(self, domain: str) -> bool | None:
        """Whether it has a mail exchanger or an address; None if that cannot be said."""
        if self._now() < self._quiet_until:
            return None
        try:
            found = self._ask(dns.name.from_text(domain), self._now() + SECONDS)
        except dns.resolver.NXDOMAIN:
            found = False
        except (dns.exception.DNSException, OSError):
            self._failed()
            return None
        self._failures = 0
        return found

    def _ask(self, name: dns.name.Name, end: float) -> bool:
        resolver = self._current()
        return any(
            resolver.resolve(
                name, kind, search=False, raise_on_no_answer=False, lifetime=max(end - self._now(), 0.05)
            ).rrset
            for kind in _KINDS
        )

    def _current(self) -> dns.resolver.Resolver:
        with self._lock:
            if self._resolver is None:
                self._resolver = self._make_resolver()
                self._resolver.cache = dns.resolver.LRUCache(_KEPT)
            return self._resolver

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= MOST_FAILURES:
                self._failures, self._quiet_until = 0, self._now() + PAUSE_SECONDS
                self._resolver = None
