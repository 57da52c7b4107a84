"""How often a caller may come: the table of the published page, section 4 of the specification."""

import math
import threading
import time
from dataclasses import dataclass
from functools import cache

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from polydesk.api.gotrs.errors import Refused
from polydesk.kernel.settings import Settings


@dataclass(frozen=True, slots=True)
class Limit:
    """`setting` says how often per period; 0 is without limit."""

    setting: str
    per_hour: bool = False

    def item(self, amount: int) -> RateLimitItem:
        return RateLimitItemPerHour(amount) if self.per_hour else RateLimitItemPerMinute(amount)


GENERAL = Limit("GOTRS::RequestsPerMinute")
CUSTOMER_TICKETS = Limit("GOTRS::CustomerTicketsPerHour", per_hour=True)
PASSWORD_RESETS = Limit("GOTRS::PasswordResetsPerHour", per_hour=True)
STATE = "polydesk.rate_limit"
"""Where the scope of a request keeps what its answer says about the limit."""


@cache
def limiter(storage: str) -> MovingWindowRateLimiter:
    """In memory for one process, or in the Redis or Valkey of this URL for all of them."""
    return MovingWindowRateLimiter(storage_from_string(storage))


def spend(request: Request, limit: Limit, who: str, *, settings: Settings) -> None:
    """Count this request. Raises Refused with 429 if it is one too many."""
    amount = settings[limit.setting]
    if not amount:
        return
    item, by = limit.item(amount), limiter(settings["GOTRS::RateLimitStorage"])
    allowed = by.hit(item, limit.setting, who)
    reset, remaining = by.get_window_stats(item, limit.setting, who)
    headers = {
        "X-RateLimit-Limit": str(amount),
        "X-RateLimit-Remaining": str(max(remaining, 0)),
        "X-RateLimit-Reset": str(math.ceil(reset)),
    }
    request.scope[STATE] = headers
    if not allowed:
        seconds = max(1, math.ceil(reset - time.time()))
        raise too_many(seconds, "Too many requests", headers)


def too_many(seconds: int, text: str, headers: dict[str, str]) -> Refused:
    return Refused(
        429,
        text,
        headers={**headers, "Retry-After": str(seconds)},
        code="core:rate_limited",
        retry_after_sec=seconds,
    )


class BackOff:
    """Failed sign-ins of one login from one address: from the fifth in five minutes on, each doubles the wait.

    As GOTRS does it; successful ones are never counted, so that scripts that sign in often keep working.
    """

    FREE, WINDOW, FIRST, LONGEST = 5, 300.0, 2.0, 60.0

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str], tuple[int, float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, login: str, address: str) -> int:
        """Seconds to wait before this pair may try again, 0 for none."""
        with self._lock:
            _, _, until = self._failures.get(self._key(login, address), (0, 0.0, 0.0))
        return max(0, math.ceil(until - time.monotonic()))

    def failed(self, login: str, address: str) -> None:
        now, key = time.monotonic(), self._key(login, address)
        with self._lock:
            count, last, _ = self._failures.get(key, (0, now, 0.0))
            count = 1 if now - last > self.WINDOW else count + 1
            over = count - self.FREE
            until = now + min(self.FIRST * 2 ** min(over, 6), self.LONGEST) if over >= 0 else 0.0
            self._failures.pop(key, None)
            self._failures[key] = (count, now, until)
            if len(self._failures) > 10_000:
                del self._failures[next(iter(self._failures))]

    def succeeded(self, login: str, address: str) -> None:
        with self._lock:
            self._failures.pop(self._key(login, address), None)

    @staticmethod
    def _key(login: str, address: str) -> tuple[str, str]:
        return login.casefold()[:200], address
