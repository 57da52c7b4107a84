"""Time. Inside Polydesk a moment is a naive datetime in UTC, or an epoch in whole seconds where OTRS counts so."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_UTC = ZoneInfo("UTC")
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  naive UTC is the convention of this project


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def epoch(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds())


def from_epoch(seconds: int) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same moment as people in that zone read it off a clock, without a zone of its own."""
    if zone is _UTC:
        return moment
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins in that zone, as naive UTC; of two midnights the first."""
    return datetime.combine(day, time.min, zone).astimezone(UTC).replace(tzinfo=None)


def read_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """What a form's `datetime-local` sends, typed on the clocks of a zone, as naive UTC; None for what is no time."""
    try:
        typed = datetime.fromisoformat(text)
        return typed.replace(tzinfo=typed.tzinfo or zone).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
