"""What customers may prefer, by categories: specification, section 2.4."""

from collections.abc import Mapping, Sequence
from zoneinfo import available_timezones

from polydesk.desk.forms.check import PATTERN
from polydesk.desk.forms.field import FormField, Kind, Option, Validator
from polydesk.desk.people.second_factor import is_asked_for
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

USER_PROFILE, TICKET_LIST, SECURITY = "UserProfile", "TicketList", "Security"
CATEGORIES = {USER_PROFILE: "User Profile", TICKET_LIST: "Ticket List", SECURITY: "Security"}
"""From name to label, in the order they are shown."""

FACTOR_KEY = "UserGoogleAuthenticatorSecretKey"
CURRENT, NEW, REPEATED, CODE = "CurrentPassword", "Password", "PasswordRepeat", "TwoFactorToken"

DEFAULTS: Mapping[str, str] = {
    "UserShowTickets": "25",
    "UserRefreshTime": "0",
    "TicketListTicketsPerPage": "10",
    "TicketListSortBy": "Created",
    "TicketListOrderBy": "Down",
    "MultipleArticlesView": "0",
    "UserAvatar": "",
    "UserLoginFailed": "0",
}
"""What an account shows that has never set them."""

SORT_COLUMNS = (
    *("Age", "Created", "Changed", "TicketNumber", "Title", "State", "Priority", "Queue", "Owner", "Service", "SLA"),
    *("Type", "CustomerID", "EscalationTime", "PendingTime"),
)
PER_PAGE = ("5", "10", "15", "20", "25", "30", "35", "40", "50")
_REFRESH_MINUTES = ("0", "2", "5", "7", "10", "15")
_LANGUAGES = {"en": "English", "de": "Deutsch"}


def fields_of(look: Look, category: str, stored: Mapping[str, str]) -> Sequence[FormField]:
    """The fields of a category, with what is stored or usual as their defaults."""
    return _FIELDS[category](look, {**DEFAULTS, **stored})


def all_fields(look: Look, stored: Mapping[str, str]) -> list[FormField]:
    return [field for category in CATEGORIES for field in fields_of(look, category, stored)]


def _user_profile(look: Look, stored: Mapping[str, str]) -> list[FormField]:
    settings = look.config(Settings)
    languages = [Option(code, _LANGUAGES.get(code, code)) for code in settings["DefaultUsedLanguages"]]
    return [
        _select("UserLanguage", "Language", languages, stored.get("UserLanguage") or settings["DefaultLanguage"]),
        _select(
            "UserTimeZone",
            "Time zone",
            _same(sorted(available_timezones())),
            stored.get("UserTimeZone") or settings["OTOBOTimeZone"],
        ),
    ]


def _ticket_list(_look: Look, stored: Mapping[str, str]) -> list[FormField]:
    refresh = [Option(minutes, minutes) for minutes in _REFRESH_MINUTES]
    yes_or_no = [Option("0", "No"), Option("1", "Yes")]
    directions = [Option("Up", "Ascending"), Option("Down", "Descending")]
    return [
        _of(stored, "UserRefreshTime", "Refresh the list after minutes", refresh),
        _of(stored, "TicketListTicketsPerPage", "Tickets per page", _same(PER_PAGE)),
        _of(stored, "TicketListSortBy", "Sort tickets by", _same(SORT_COLUMNS)),
        _of(stored, "TicketListOrderBy", "Order of tickets", directions),
        _of(stored, "MultipleArticlesView", "Show several articles at once", yes_or_no),
    ]


def _security(look: Look, _stored: Mapping[str, str]) -> list[FormField]:
    fields = [
        FormField(name=CURRENT, kind=Kind.PASSWORD, label="Current password"),
        FormField(name=NEW, kind=Kind.PASSWORD, label="New password"),
        FormField(name=REPEATED, kind=Kind.PASSWORD, label="Repeat the new password"),
    ]
    if is_asked_for(look):
        pattern = Validator(PATTERN, ("^[A-Z2-7]{16}$",))
        fields += [
            FormField(name=CODE, kind=Kind.TEXT, label="One-time code"),
            FormField(name=FACTOR_KEY, kind=Kind.TEXT, label="Secret of one-time codes", rules=(pattern,)),
        ]
    return fields


_FIELDS = {USER_PROFILE: _user_profile, TICKET_LIST: _ticket_list, SECURITY: _security}


def _of(stored: Mapping[str, str], name: str, label: str, options: list[Option]) -> FormField:
    return _select(name, label, options, stored[name])


def _select(name: str, label: str, options: list[Option], default: str) -> FormField:
    """What is chosen may be changed, not taken away."""
    return FormField(
        name=name, kind=Kind.SELECT, label=label, options=options, default=default, required=True, is_translated=True
    )


def _same(values: Sequence[str]) -> list[Option]:
    return [Option(value, value) for value in values]
