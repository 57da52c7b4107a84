"""Ticket numbers after a pattern: # stands for a digit, everything else for itself."""

import re
import secrets

from sqlalchemy import bindparam, update

from polydesk.desk.intake.models import NumberSequence
from polydesk.desk.intake.registry import Intake, TopicEntry
from polydesk.desk.tickets.numbers import is_taken
from polydesk.kernel.errors import Unavailable
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

LEAST_RANDOM_DIGITS = 6
LONGEST_NUMBER = 50
_ATTEMPTS = 1000
_PART = re.compile(r"\\.|#+|[^\\#]+|\\", re.DOTALL)
_NEXT = (
    update(NumberSequence)
    .where(NumberSequence.id == bindparam("sequence"))
    .values(next=NumberSequence.next + NumberSequence.increment)
    .returning(NumberSequence.next - NumberSequence.increment, NumberSequence.padding)
)


def patterned_number(work: Work, topic: TopicEntry | None) -> str:
    """By the topic's own pattern, else the desk's; empty if there is none. Unique as all numbers are."""
    pattern, sequence_id = _pattern(work, topic)
    if not pattern:
        return ""
    for attempt in range(_ATTEMPTS):
        number = filled(pattern, _digits(work, pattern, sequence_id, attempt))
        if len(number) <= LONGEST_NUMBER and not is_taken(work, number):
            return number
    raise Unavailable("no_ticket_number_left")


def _pattern(work: Work, topic: TopicEntry | None) -> tuple[str, int]:
    """And the number sequence that goes with it; 0 for random digits."""
    if topic and topic.number_format:
        return topic.number_format, topic.sequence_id or 0
    settings = work.config(Settings)
    return settings["osTicket::ticket_number_format"], settings["osTicket::ticket_sequence_id"]


def _digits(work: Work, pattern: str, sequence_id: int, attempt: int) -> str:
    places = sum(len(part) for part in _PART.findall(pattern) if part[0] == "#")
    if sequence_id in work.config(Intake).sequences:
        value, padding = work.connection.execute(_NEXT, {"sequence": sequence_id}).one()
        return str(value).rjust(places, padding or "0")
    # A pattern that runs out of numbers gets longer ones.
    count = max(places, LEAST_RANDOM_DIGITS) + attempt // 20
    return f"{secrets.randbelow(10**count):0{count}d}"


def filled(pattern: str, digits: str) -> str:
    """Digits that find no place go to the last group of #, or to the end where there is none."""
    parts: list[str] = _PART.findall(pattern)
    last = max((index for index, part in enumerate(parts) if part[0] == "#"), default=None)
    made = []
    for index, part in enumerate(parts):
        if part[0] == "#":
            taken = len(digits) if index == last else len(part)
            made.append(digits[:taken])
            digits = digits[taken:]
        else:
            made.append(part[1:] if part[0] == "\\" and len(part) > 1 else part)
    return "".join(made) + digits
