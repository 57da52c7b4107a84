"""Counting what may be done so many times in a while: in memory for one process, or in a Redis or Valkey for all."""

import time
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import structlog
from limits import RateLimitItem
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

MEMORY = "memory://"
TIMEOUT_SECONDS = 0.25
"""Requests wait for the server: one that is farther away than this is none."""
AGAIN_SECONDS = 10.0
"""How long a server that did not answer is not asked again."""
_log = structlog.get_logger(__name__)


class Count(NamedTuple):
    """`reset` is the second of the epoch at which there is room again."""

    allowed: bool
    reset: float
    remaining: int


class Counter:
    """Limits keep nobody out because of us: while the server does not answer each process counts for itself."""

    def __init__(self, storage: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._here = MovingWindowRateLimiter(MemoryStorage())
        self._shared = None if storage == MEMORY else _shared(storage)
        self._clock = clock
        self._ask_from = clock()

    def hit(self, item: RateLimitItem, *who: str) -> Count:
        if self._shared is not None and self._clock() >= self._ask_from:
            try:
                return _hit(self._shared, item, who)
            except StorageError as error:
                self._ask_from = self._clock() + AGAIN_SECONDS
                _log.warning("rate_limits_counted_here", reason=type(error.storage_error).__name__)
        return _hit(self._here, item, who)


@cache
def counter(storage: str) -> Counter:
    """The one of this process for what the setting GOTRS::RateLimitStorage names."""
    return Counter(storage)


def _shared(storage: str) -> MovingWindowRateLimiter | None:
    timeouts = {"socket_timeout": TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
    try:
        return MovingWindowRateLimiter(storage_from_string(storage, wrap_exceptions=True, **timeouts))
    except (ConfigurationError, ValueError) as error:  # no such storage, or its package is missing
        _log.error("rate_limits_counted_here", reason=str(error).replace(storage, "…"))
        return None


def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItem, who: tuple[str, ...]) -> Count:
    allowed = limiter.hit(item, *who)
    return Count(allowed, *limiter.get_window_stats(item, *who))
