"""The priority a sender asked for by the form's field."""

from dataclasses import dataclass
from typing import Any

from polydesk.desk.intake.priorities import OSTICKET_LABELS, desk_priority
from polydesk.desk.intake.texts import as_text, truthy


@dataclass(frozen=True, slots=True)
class PriorityWish:
    """`priority_id` is the desk's; `unknown` is what was sent and means nothing."""

    priority_id: int | None = None
    unknown: str = ""


def read_priority(sent: Any, *, as_original: bool) -> PriorityWish:
    """Ids are osTicket's; a list stands for its first. Zero, nothing and the empty text ask for none.

    The original does not understand names.
    """
    if isinstance(sent, list):
        sent = sent[0] if sent else None
    text = (as_text(sent) or "").strip()
    if not truthy(sent) or not text:
        return PriorityWish()
    found = desk_priority(int(text)) if text.isdecimal() and len(text) < 10 else None
    found = found or (None if as_original else _BY_NAME.get(text.casefold()))
    return PriorityWish(found) if found else PriorityWish(unknown=text[:100])


_BY_NAME = {label.casefold(): priority_id for priority_id, label in OSTICKET_LABELS.items()}
