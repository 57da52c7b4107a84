"""The settings of the fixtures under the names this desk has for them. Those of parts it does not have are left out."""

from typing import Any

from polydesk.kernel.settings import SETTINGS

_OURS = {
    "TimeZone": "OTOBOTimeZone",
    "Ticket::CustomerDisableCompanyTicketAccess": "Ticket::Frontend::CustomerDisableCompanyTicketAccess",
    "PasswordMinSize": "Customer::PasswordMinSize",
    "PasswordNeedDigit": "Customer::PasswordNeedDigit",
    "PasswordHistory": "Customer::PasswordHistory",
}
_NO_TRANSPORT = {"SendmailModule": "DoNotSendEmail"}
"""Mail goes into the queue and stays there: nothing may leave the machine."""
_ROOM_FOR_A_RUN = {
    "SignIn::MostFailures": 500,
    "Customer::MailsPerHour": 500,
    "Customer::AttemptsPerHour": 5000,
}
"""A whole run comes from one address within a minute."""
_SCREENS = "ExternalFrontend::"


def settings_of(given: dict[str, Any]) -> dict[str, Any]:
    named = {_OURS.get(name, name): value for name, value in given.items()}
    known = {name: _typed(name, value) for name, value in named.items() if name in SETTINGS}
    return {**known, **_NO_TRANSPORT, **_ROOM_FOR_A_RUN}


def _typed(name: str, value: Any) -> Any:
    return bool(value) if isinstance(SETTINGS[name].default, bool) else value


def screens_of(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name.startswith(_SCREENS)}
