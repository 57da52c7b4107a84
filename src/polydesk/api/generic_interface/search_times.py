"""Times in TicketSearch: minutes ago, dates in the desk's zone, and the forms of the web frontend."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from polydesk.api.generic_interface.search_values import FindsNothing, values_of
from polydesk.desk.search.criteria import Span, TimeKey
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

_KEYS = {
    "TicketCreateTime": TimeKey.CREATED,
    "TicketChangeTime": TimeKey.CHANGED,
    "TicketLastChangeTime": TimeKey.LAST_CHANGED,
    "TicketCloseTime": TimeKey.CLOSED,
    "TicketPendingTime": TimeKey.PENDING,
    "ArticleCreateTime": TimeKey.ARTICLE_CREATED,
    "TicketEscalationTime": TimeKey.ESCALATION,
    "TicketEscalationUpdateTime": TimeKey.ESCALATION_UPDATE,
    "TicketEscalationResponseTime": TimeKey.ESCALATION_RESPONSE,
    "TicketEscalationSolutionTime": TimeKey.ESCALATION_SOLUTION,
}
_FORMS = {
    "ChangeTimeSearchType": "TicketChangeTime",
    "LastChangeTimeSearchType": "TicketLastChangeTime",
    "CloseTimeSearchType": "TicketCloseTime",
}
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "month": 43_200, "year": 525_600}
_FURTHEST = 50_000_000
"""Minutes, about a century: further away nothing is left to find, or to leave out."""

_NUMBER = re.compile(r"-?[0-9]{1,15}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_SECOND = timedelta(seconds=1)
_LAST = datetime(9999, 12, 31, 23, 59, 58)  # noqa: DTZ001  naive UTC is the convention of this project


def read_times(look: Look, data: Mapping[str, Any]) -> dict[TimeKey, Span]:
    """Raises FindsNothing."""
    wanted = dict(data)
    for form, name in _FORMS.items():
        wanted.update(_from_form(data, name, data.get(form)))
    zone = ZoneInfo(look.config(Settings)["OTOBOTimeZone"])
    spans = ((key, _span(look, wanted, name, zone)) for name, key in _KEYS.items())
    return {key: span for key, span in spans if span != Span()}


def _span(look: Look, data: Mapping[str, Any], name: str, zone: ZoneInfo) -> Span:
    start, end = (_moment(look, data, name + side, zone) for side in ("Newer", "Older"))
    if start and end and start > end:
        raise FindsNothing
    if start and start > look.now and values_of(data, f"{name}NewerDate") and name != "TicketPendingTime":
        raise FindsNothing
    return Span(start, min(end, _LAST) + _SECOND if end else None)  # times are compared by the second


def _moment(look: Look, data: Mapping[str, Any], name: str, zone: ZoneInfo) -> datetime | None:
    """Minutes go before a date."""
    if minutes := values_of(data, f"{name}Minutes"):
        ago = max(-_FURTHEST, min(_FURTHEST, _number(minutes[0])))
        return look.now.replace(microsecond=0) - timedelta(minutes=ago)
    dates = values_of(data, f"{name}Date")
    return _in_utc(dates[0], zone) if dates else None


def _number(digits: str) -> int:
    if not _NUMBER.fullmatch(digits):
        raise FindsNothing
    return int(digits)


def _in_utc(date: str, zone: ZoneInfo) -> datetime:
    if not _DATE.fullmatch(date):
        raise FindsNothing
    try:
        moment = datetime.fromisoformat(date).replace(tzinfo=zone)
        return moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise FindsNothing from None


def _from_form(data: Mapping[str, Any], name: str, kind: Any) -> dict[str, Any]:
    """The parameters that say the same as a form of the web frontend."""
    if kind == "TimeSlot":
        return dict(_from_slot(data, name))
    if kind == "TimePoint":
        return _from_point(data, name)
    return {}


def _from_slot(data: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    for edge, side, time in (("Start", "Newer", "00:00:00"), ("Stop", "Older", "23:59:59")):
        parts = [values_of(data, f"{name}{edge}{part}") for part in ("Year", "Month", "Day")]
        if all(parts):
            year, month, day = (_number(part[0]) for part in parts)
            yield f"{name}{side}Date", f"{year:04}-{month:02}-{day:02} {time}"


def _from_point(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    count, start, unit = (values_of(data, f"{name}{part}") for part in ("Point", "PointStart", "PointFormat"))
    if not (count and start and unit):
        return {}
    if unit[0] not in _MINUTES:
        raise FindsNothing
    minutes = _number(count[0]) * _MINUTES[unit[0]]
    if start[0] == "Before":
        return {f"{name}OlderMinutes": minutes}
    if start[0] == "Next":
        return {f"{name}NewerMinutes": 0, f"{name}OlderMinutes": -minutes}
    return {f"{name}NewerMinutes": minutes, f"{name}OlderMinutes": 0}
