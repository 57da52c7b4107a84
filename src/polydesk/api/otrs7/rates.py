"""How often strangers may have the desk write mail or try tokens."""

from limits import RateLimitItemPerHour

from polydesk.api.otrs7.call import Call
from polydesk.kernel.counting import counter
from polydesk.kernel.settings import Settings

MAILS, SOURCES = "Customer::MailsPerHour", "Customer::AttemptsPerHour"
"""Settings: per address that mail goes to, and per address that requests come from."""


def is_allowed(call: Call, setting: str, who: str) -> bool:
    """Count one more, and say whether it is still within the setting's number per hour; 0 is without limit."""
    settings = call.look().config(Settings)
    most, storage = settings[setting], settings["GOTRS::RateLimitStorage"]
    return not most or counter(storage).hit(RateLimitItemPerHour(most), setting, who).allowed
