"""Times as people type them into forms: on the clocks of their zone, whole minutes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from polydesk.kernel.clock import in_zone


def as_typed(moment: datetime, zone: ZoneInfo) -> str:
    return f"{in_zone(moment, zone):%Y-%m-%dT%H:%M}"
