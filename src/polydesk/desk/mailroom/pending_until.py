"""The moment X-OTRS-State-PendingTime names."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from polydesk.desk.tickets.set_pending_time import LATEST
from polydesk.kernel.clock import epoch

_RELATIVE = re.compile(r"\+ {0,5}(\d{1,9}) {0,5}([smhd])", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def pending_until(value: str, now: datetime, zone: ZoneInfo) -> int | None:
    """An epoch; None for what is no moment.

    As OTRS documents it: `2026-11-20 00:00:00` on the desk's clock, or `+` and one number of s, m, h or d from now.
    """
    said = value.strip()
    found = _RELATIVE.fullmatch(said)
    until = epoch(now) + int(found[1]) * _SECONDS[found[2]] if found else _absolute(said, zone)
    return until if until is not None and 0 < until <= LATEST else None


def _absolute(said: str, zone: ZoneInfo) -> int | None:
    try:
        local = datetime.strptime(said, "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
        return int((local.astimezone(UTC) - _EPOCH) / timedelta(seconds=1))
    except (ValueError, OverflowError):
        return None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
