"""Moments as this API writes and reads them: RFC 3339, in UTC."""

from datetime import UTC, datetime, timedelta

from polydesk.kernel.clock import EPOCH

LATEST = EPOCH + timedelta(days=365 * 400)


def moment(when: datetime) -> str:
    return when.isoformat(timespec="seconds") + "Z"


def read_moment(text: str) -> datetime | None:
    """A moment with or without a zone, without meaning UTC. None for what is none, or is out of all bounds."""
    try:
        when = datetime.fromisoformat(text)
        when = when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when
    except (ValueError, OverflowError):
        return None
    return when if EPOCH <= when <= LATEST else None
