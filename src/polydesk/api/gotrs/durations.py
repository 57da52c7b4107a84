"""Lengths of time as Go writes them: whole nanoseconds, or a text such as 1h30m."""

import re
from decimal import Decimal

NANOSECONDS = {"ns": 1, "us": 10**3, "µs": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
_WHOLE = re.compile(r"(?:[0-9]{1,12}(?:\.[0-9]{1,9})?(?:ns|us|µs|ms|s|m|h)){1,7}")
_PART = re.compile(r"([0-9.]+)(ns|us|µs|ms|s|m|h)")


def seconds_of(sent: int | str) -> int | None:
    """Whole seconds, None for what is no length of time."""
    if isinstance(sent, int):
        return sent // NANOSECONDS["s"] if sent >= 0 else None
    if sent in ("", "0"):
        return 0
    if not _WHOLE.fullmatch(sent):
        return None
    return int(sum(Decimal(number) * NANOSECONDS[unit] for number, unit in _PART.findall(sent))) // NANOSECONDS["s"]


def as_text(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    parts = ((hours, "h"), (rest // 60, "m"), (rest % 60, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"
