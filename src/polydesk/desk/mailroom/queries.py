"""What the mailroom holds, for those who look after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from polydesk.desk.mailroom.models import RECEIVED, MailMessage
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

_TABLE = MailMessage.metadata.tables["mail_message"]
_SHOWN = [
    _TABLE.c[name]
    for name in ("id", "create_time", "source", "state", "reason", "sender", "subject", "ticket_id", "size", "attempts")
]


def list_messages(look: Look, *, state: str | None = None, limit: int = 50) -> Sequence[AnyRow]:
    """The newest messages, newest first."""
    rows: Any = select(*_SHOWN).order_by(_TABLE.c.id.desc()).limit(limit)
    return look.connection.execute(rows.where(_TABLE.c.state == state) if state else rows).all()


def find_message(look: Look, message_id: int) -> AnyRow:
    """Everything known of a message; raises NotFound."""
    row = look.connection.execute(select(_TABLE).where(_TABLE.c.id == message_id)).one_or_none()
    if row is None:
        raise NotFound("mail_message", id=message_id)
    return row


def left_behind(look: Look, before: datetime, *, limit: int = 100) -> list[int]:
    """Messages that were stored and then left, because the process that took them in died."""
    waiting = (_TABLE.c.state == RECEIVED, _TABLE.c.create_time <= before)
    rows = select(_TABLE.c.id).where(*waiting).order_by(_TABLE.c.id).limit(limit)
    return list(look.connection.execute(rows).scalars())
