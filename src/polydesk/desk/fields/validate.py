"""Which values suit a dynamic field. The one place that decides it, whatever API the value came through."""

import re
from collections.abc import Callable
from datetime import datetime

from polydesk.desk.fields.registry import FieldEntry
from polydesk.kernel.patterns import PatternError, searching

Value = str | list[str]
"""A value as the outside writes it: text, or a list of texts for a Multiselect."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: 00:00:00)?")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def suits(field: FieldEntry, value: Value, *, now: datetime) -> bool:
    """Whether every single value is one this field can hold; the empty text is "no value" and suits all."""
    check = _CHECKS.get(field.kind, _anything)
    values = value if isinstance(value, list) else [value]
    return all(one == "" or check(field, one, now) for one in values)


def patterns_of(field: FieldEntry) -> list[tuple[str, str]]:
    """The patterns a field's texts must match, each with what a person is told; OTRS calls the list RegExList."""
    listed = field.config.get("RegExList") if field.kind in ("Text", "TextArea") else None
    parts = [part for part in listed if isinstance(part, dict)] if isinstance(listed, list) else []
    return [(str(part["Value"]), str(part.get("ErrorMessage") or "")) for part in parts if part.get("Value")]


def matches(pattern: str, value: str) -> bool:
    """Whether a pattern of an administrator is found in a text; one that cannot be used is found in none."""
    try:
        return searching(pattern).search(value) is not None
    except PatternError:
        return False


def is_date(value: str) -> bool:
    return bool(_DATE.fullmatch(value)) and _moment(value) is not None


def is_datetime(value: str) -> bool:
    return bool(_DATETIME.fullmatch(value)) and _moment(value) is not None


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _text(field: FieldEntry, value: str, _now: datetime) -> bool:
    return all(matches(pattern, value) for pattern, _told in patterns_of(field))


def _anything(_field: FieldEntry, _value: str, _now: datetime) -> bool:
    return True


def _checkbox(_field: FieldEntry, value: str, _now: datetime) -> bool:
    return value in ("0", "1")


def _choice(field: FieldEntry, value: str, _now: datetime) -> bool:
    return value in field.possible_values


def _date(field: FieldEntry, value: str, now: datetime) -> bool:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return is_date(value) and _allowed(field, value[:10] + " 00:00:00", midnight)


def _datetime(field: FieldEntry, value: str, now: datetime) -> bool:
    return is_datetime(value) and _allowed(field, value, now)


def _allowed(field: FieldEntry, value: str, now: datetime) -> bool:
    moment = datetime.fromisoformat(value)
    match field.config.get("DateRestriction"):
        case "DisablePastDates":
            return moment >= now
        case "DisableFutureDates":
            return moment <= now
        case _:
            return True


_CHECKS: dict[str, Callable[[FieldEntry, str, datetime], bool]] = {
    "Text": _text,
    "TextArea": _text,
    "Checkbox": _checkbox,
    "Dropdown": _choice,
    "Multiselect": _choice,
    "Date": _date,
    "DateTime": _datetime,
}
