"""How often strangers may have the desk write mail or try tokens, counted in this process."""

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from polydesk.api.otrs7.call import Call
from polydesk.kernel.settings import Settings

MAILS, SOURCES = "Customer::MailsPerHour", "Customer::AttemptsPerHour"
"""Settings: per address that mail goes to, and per address that requests come from."""
_LIMITER = MovingWindowRateLimiter(MemoryStorage())


def is_allowed(call: Call, setting: str, who: str) -> bool:
    """Count one more, and say whether it is still within the setting's number per hour; 0 is without limit."""
    most = call.look().config(Settings)[setting]
    return not most or _LIMITER.hit(RateLimitItemPerHour(most), setting, who)
