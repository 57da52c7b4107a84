"""Write down what became of a message."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from polydesk.desk.mailroom.models import MailMessage
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work

_TABLE = MailMessage.metadata.tables["mail_message"]
LONGEST_TEXT = 2000
"""Of what the flight recorder keeps of one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """`state` is one of accepted, rejected, parked. A rejection may still name the ticket it belongs to (a loop)."""

    state: str
    reason: str = ""
    ticket_id: int | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a list of messages shows of one, and how it came to its end."""

    sender: str = ""
    subject: str = ""
    message_id: str = ""
    steps: Sequence[dict[str, Any]] = field(default=())


def load_message(work: Work, message_id: int) -> AnyRow:
    """The row of a stored message, locked: two that work on the same one take turns."""
    row = work.connection.execute(select(_TABLE).where(_TABLE.c.id == message_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound("mail_message", id=message_id)
    return row


def end_message(work: Work, message_id: int, ending: Ending, shown: Description) -> None:
    changed = update(_TABLE).where(_TABLE.c.id == message_id)
    values = changed.values(
        state=ending.state,
        reason=storable(ending.reason, LONGEST_TEXT),
        attempts=_TABLE.c.attempts + 1,
        ticket_id=ending.ticket_id,
        article_id=ending.article_id,
        sender=storable(shown.sender, LONGEST_TEXT),
        subject=storable(shown.subject, LONGEST_TEXT),
        message_id=storable(shown.message_id, LONGEST_TEXT),
        steps=list(shown.steps),
        done_at=work.now,
    )
    work.connection.execute(values)
