"""PendingTime in its two notations: `{"Diff": minutes}` or the parts of a date."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from polydesk.api.generic_interface.perl import is_string, text
from polydesk.kernel.clock import epoch

PARTS = ("Year", "Month", "Day", "Hour", "Minute")
_DIGITS = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class PendingTime:
    """`until` is None where the original accepts a time on create and sets nothing: Diff 0, no hour or minute."""

    until: int | None


def parse_pending_time(value: Any, *, now: datetime, zone: ZoneInfo) -> PendingTime | None:
    """None for what is no pending time. Dates are in the desk's zone, the result is an epoch."""
    if not isinstance(value, dict):
        return None
    sent = {name: value[name] for name in ("Diff", *PARTS) if name in value}
    if not sent or not all(is_string(part) and _DIGITS.fullmatch(text(part).strip()) for part in sent.values()):
        return None
    numbers = {name: int(text(part)) for name, part in sent.items()}
    if "Diff" in numbers:
        return _after(numbers["Diff"], now) if len(numbers) == 1 else None
    return _at(numbers, zone)


def _after(minutes: int, now: datetime) -> PendingTime | None:
    try:
        return PendingTime(epoch(now + timedelta(minutes=minutes)) if minutes else None)
    except OverflowError:
        return None


def _at(numbers: dict[str, int], zone: ZoneInfo) -> PendingTime | None:
    if not {"Year", "Month", "Day"} <= numbers.keys():
        return None
    whole = len(numbers) == len(PARTS)
    try:
        year, month, day, hour, minute = (numbers.get(name, 0) for name in PARTS)
        moment = datetime(year, month, day, hour, minute, tzinfo=zone)
        return PendingTime(int(moment.timestamp()) if whole else None)
    except (ValueError, OverflowError):
        return None
