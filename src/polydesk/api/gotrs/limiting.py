"""How often a caller may come: the table of the published page, section 4 of the specification."""

import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from starlette.requests import Request

from polydesk.api.gotrs.errors import too_many
from polydesk.kernel.counting import counter
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


def spend(request: Request, limit: Limit, who: str, *, settings: Settings) -> None:
    """Count this request. Raises Refused with 429 if it is one too many."""
    amount = settings[limit.setting]
    if not amount:
        return
    count = counter(settings["GOTRS::RateLimitStorage"]).hit(limit.item(amount), limit.setting, who)
    headers = {
        "X-RateLimit-Limit": str(amount),
        "X-RateLimit-Remaining": str(max(count.remaining, 0)),
        "X-RateLimit-Reset": str(math.ceil(count.reset)),
    }
    request.scope[STATE] = headers
    if not count.allowed:
        seconds = max(1, math.ceil(count.reset - time.time()))
        raise too_many(seconds, "Too many requests", headers)
