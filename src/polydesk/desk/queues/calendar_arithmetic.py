"""Working time: which seconds count for escalations. Pure arithmetic on epoch seconds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from polydesk.desk.queues.calendar_model import WorkingCalendar

_DAY = 86_400
_HOUR = 3_600
# Where the walk from day to day gives up; every escalation is nearer than a century.
_MAX_DAYS = 36_525
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1).toordinal(), date(9990, 1, 1).toordinal()
_EPOCH_DAY = date(1970, 1, 1).toordinal()

Span = tuple[int, int]


def destination(calendar: WorkingCalendar, start: int, working_seconds: int) -> int:
    """The epoch at which `working_seconds` of working time have passed since `start`.

    As if always open when the calendar never works (no hours, or every day a day off).
    """
    if working_seconds <= 0:
        return start
    left = working_seconds
    for begin, end in _spans_after(calendar, start):
        if left <= end - begin:
            return begin + left
        left -= end - begin
    return start + working_seconds


def working_time(calendar: WorkingCalendar, start: int, stop: int) -> int:
    """Working seconds between two epochs, 0 when `stop` is not after `start`; at most a century is counted."""
    if stop <= start:
        return 0
    if calendar.is_always_open:
        return stop - start
    total = 0
    for begin, end in _spans_after(calendar, start):
        if begin >= stop:
            break
        total += min(end, stop) - begin
    return total


def _spans_after(calendar: WorkingCalendar, start: int) -> Iterator[Span]:
    """Working spans from `start` on, in order, without those that are over; none for a calendar always open."""
    if calendar.is_always_open:
        return
    first = _local_ordinal(calendar.zone, start)
    for ordinal in range(first, min(first + _MAX_DAYS, _LAST_DAY)):
        for begin, end in _spans_of_day(calendar, ordinal):
            if end > start:
                yield max(begin, start), end


def _local_ordinal(zone: str, epoch: int) -> int:
    """The local day of an epoch; times no calendar reaches are moved to the first or last day it does."""
    guess = min(max(epoch // _DAY + _EPOCH_DAY, _FIRST_DAY), _LAST_DAY)
    while guess > _FIRST_DAY and _epoch_of(zone, guess, 0) > epoch:
        guess -= 1
    while guess < _LAST_DAY and _epoch_of(zone, guess + 1, 0) <= epoch:
        guess += 1
    return guess


def _spans_of_day(calendar: WorkingCalendar, ordinal: int) -> Iterator[Span]:
    hours = calendar.hours_on(date.fromordinal(ordinal))
    if not hours:
        return
    midnight, next_midnight = _midnight(calendar.zone, ordinal), _midnight(calendar.zone, ordinal + 1)
    is_plain_day = next_midnight - midnight == _DAY
    for first, after in _runs(hours):
        if is_plain_day:
            yield midnight + first * _HOUR, midnight + after * _HOUR
        else:
            yield _epoch_of(calendar.zone, ordinal, first), _epoch_of(calendar.zone, ordinal, after)


@lru_cache(maxsize=1024)
def _runs(hours: frozenset[int]) -> tuple[Span, ...]:
    """Hours worked without a break, as (first, one after the last)."""
    starts = sorted(hour for hour in hours if hour - 1 not in hours)
    ends = sorted(hour + 1 for hour in hours if hour + 1 not in hours)
    return tuple(zip(starts, ends, strict=True))


@lru_cache(maxsize=32_768)
def _midnight(zone: str, ordinal: int) -> int:
    return _epoch_of(zone, ordinal, 0)


def _epoch_of(zone: str, ordinal: int, hour: int) -> int:
    """When the clock of `zone` first shows this hour (24 is the next midnight), or would if it did not jump over it."""
    day = date.fromordinal(ordinal) + timedelta(days=hour // 24)
    local = datetime(day.year, day.month, day.day, hour % 24, tzinfo=ZoneInfo(zone))
    return int(local.astimezone(UTC).timestamp())
