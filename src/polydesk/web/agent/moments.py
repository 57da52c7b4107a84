"""Times as people type them into forms: on the clocks of their zone, whole minutes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from polydesk.kernel.clock import in_zone


def read_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """What `datetime-local` sends, as naive UTC; None for what is no time."""
    try:
        typed = datetime.fromisoformat(text)
        return typed.replace(tzinfo=typed.tzinfo or zone).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def as_typed(moment: datetime, zone: ZoneInfo) -> str:
    return f"{in_zone(moment, zone):%Y-%m-%dT%H:%M}"
