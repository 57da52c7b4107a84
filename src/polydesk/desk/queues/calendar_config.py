"""A working calendar as JSON: {"zone", "hours": {"Mon": [8, 9]}, "vacation_days": ["01-01"], …}."""

import re
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from polydesk.desk.queues.calendar_model import WorkingCalendar
from polydesk.kernel.errors import Invalid

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_KEYS = frozenset({"zone", "hours", "vacation_days", "one_time_vacation_days"})
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A year with a 29 February, so that it can be a day off.
_LEAP_YEAR = 2000


def parse_calendar(config: Mapping[str, object]) -> WorkingCalendar:
    """The calendar a configuration describes; parts left out are empty, the zone UTC. Raises Invalid on nonsense."""
    unknown = set(config) - _KEYS
    if unknown:
        raise Invalid("calendar.unknown_key", key=min(map(str, unknown)))
    return WorkingCalendar(
        zone=_zone(config.get("zone", "UTC")),
        hours=_hours(config.get("hours", {})),
        vacation_days=frozenset(_month_day(text) for text in _list(config, "vacation_days")),
        one_time_vacation_days=frozenset(_date(text) for text in _list(config, "one_time_vacation_days")),
    )


def dump_calendar(calendar: WorkingCalendar) -> dict[str, object]:
    """The JSON shape parse_calendar reads."""
    return {
        "zone": calendar.zone,
        "hours": {_WEEKDAYS[day]: sorted(hours) for day, hours in sorted(calendar.hours.items())},
        "vacation_days": [f"{month:02d}-{day:02d}" for month, day in sorted(calendar.vacation_days)],
        "one_time_vacation_days": [day.isoformat() for day in sorted(calendar.one_time_vacation_days)],
    }


def _zone(name: object) -> str:
    if not isinstance(name, str):
        raise Invalid("calendar.zone", zone=name)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a path, a folder, no such zone
        raise Invalid("calendar.zone", zone=name) from None
    return name


def _hours(hours: object) -> Mapping[int, frozenset[int]]:
    if not isinstance(hours, Mapping):
        raise Invalid("calendar.hours", hours=hours)
    return {_weekday(name): frozenset(_hours_of_day(name, worked)) for name, worked in hours.items()}


def _weekday(name: object) -> int:
    if name not in _WEEKDAYS:
        raise Invalid("calendar.weekday", weekday=name)
    return _WEEKDAYS.index(str(name))


def _hours_of_day(weekday: object, worked: object) -> list[int]:
    if not isinstance(worked, list) or not all(type(hour) is int and 0 <= hour <= 23 for hour in worked):
        raise Invalid("calendar.hours", weekday=weekday, hours=worked)
    return worked


def _list(config: Mapping[str, object], key: str) -> list[object]:
    days = config.get(key, [])
    if not isinstance(days, list):
        raise Invalid(f"calendar.{key}", days=days)
    return days


def _month_day(text: object) -> tuple[int, int]:
    if not isinstance(text, str) or not _MONTH_DAY.fullmatch(text):
        raise Invalid("calendar.vacation_days", day=text)
    day = _date(f"{_LEAP_YEAR}-{text}")
    return day.month, day.day


def _date(text: object) -> date:
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise Invalid("calendar.day", day=text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("calendar.day", day=text) from None
