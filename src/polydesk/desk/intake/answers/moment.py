"""Dates and times: Unix time, ISO 8601, and the usual ways of writing a date."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from polydesk.desk.intake.answers.unfit import ONE_VALUE, Circumstances, Unfit
from polydesk.desk.intake.registry import FormField
from polydesk.desk.intake.texts import as_text

_EPOCH = re.compile(r"-?\d{1,12}", re.ASCII)
_LONGEST = 60
_DATES = ("%m/%d/%Y", "%Y/%m/%d", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M%p")
_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}


def moment_answer(field: FormField, sent: Any, around: Circumstances) -> str:
    """As the desk's own zone writes it; what cannot be read stays as it was sent."""
    given = as_text(sent)
    if given is None:
        raise Unfit(ONE_VALUE)
    if given.strip() in ("", "0"):
        return ""
    moment = read_moment(given, around.zone, around.now)
    if moment is None:
        return given
    _check(field.configuration, moment, around)
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment.year >= 1000 else given


def read_moment(sent: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """In the zone and naive; None if nobody can tell what is meant. `now` is in UTC."""
    text = sent.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        found = _read(text, zone, now)
        return found.astimezone(zone).replace(tzinfo=None) if found.tzinfo else found
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _read(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text), UTC)
    here = now.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    if text.lower() == "now":
        return here
    if text.lower() in _DAYS:
        midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=_DAYS[text.lower()])
    return _written(text)


def _written(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for date in _DATES:
        for time in _TIMES:
            try:
                return datetime.strptime(text, date + time)  # noqa: DTZ007  naive means the desk's own zone
            except ValueError:
                continue
    return parsedate_to_datetime(text)


def _check(configuration: Mapping[str, Any], moment: datetime, around: Circumstances) -> None:
    for bound, is_beyond, word in (("min", moment.__lt__, "earlier"), ("max", moment.__gt__, "later")):
        limit = read_moment(str(configuration.get(bound) or ""), around.zone, around.now)
        if limit is not None and is_beyond(limit):
            shown = f"{limit.month}/{limit.day}/{limit:%y}"
            raise Unfit(f"Selected date is {word} than permitted ({shown})")
