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
_SINK = {"SendmailModule": {"sink": "DoNotSendEmail"}}
_ROOM_FOR_A_RUN = {
    "SignIn::MostFailures": 500,
    "Customer::MailsPerHour": 500,
    "Customer::AttemptsPerHour": 5000,
}
"""A whole run comes from one address within a minute."""
_SCREENS = "ExternalFrontend::"


def settings_of(given: dict[str, Any]) -> dict[str, Any]:
    named = {_OURS.get(name, name): value for name, value in given.items()}
    known = {name: _SINK.get(name, {}).get(value, value) for name, value in named.items() if name in SETTINGS}
    return {**{name: _typed(name, value) for name, value in known.items()}, **_ROOM_FOR_A_RUN}


def _typed(name: str, value: Any) -> Any:
    return bool(value) if isinstance(SETTINGS[name].default, bool) else value


def screens_of(given: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "config": value} for name, value in given.items() if name.startswith(_SCREENS)]
