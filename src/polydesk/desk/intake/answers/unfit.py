"""What converting an answer needs to know, and what it raises."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from polydesk.desk.intake.registry import Intake


class Unfit(Exception):
    """The value does not suit the field; the text is for whoever sent it."""


ONE_VALUE = "A single value is expected here"


@dataclass(frozen=True, slots=True)
class Circumstances:
    intake: Intake
    zone: ZoneInfo
    now: datetime
    as_original: bool
