"""What mail there is about a ticket."""

from dataclasses import dataclass

from sqlalchemy import select

from polydesk.desk.sending.models import OutgoingMail
from polydesk.kernel.work import Look

_MAIL = OutgoingMail.metadata.tables["outgoing_mail"]


@dataclass(frozen=True, slots=True)
class MailAbout:
    to: str
    """As people read it: `Kim Doe <kim@kiwi.example>`, or the bare address."""
    subject: str
    message_id: str
    """With its angle brackets."""


def mail_about(look: Look, ticket_id: int) -> list[MailAbout]:
    """Every mail about it, oldest first, whatever became of it."""
    rows = look.connection.execute(
        select(_MAIL.c.recipient, _MAIL.c.content, _MAIL.c.subject, _MAIL.c.message_id)
        .where(_MAIL.c.ticket_id == ticket_id)
        .order_by(_MAIL.c.id)
    )
    return [MailAbout(_shown(row.recipient, row.content), row.subject, f"<{row.message_id}>") for row in rows]


def _shown(recipient: str, content: dict[str, list[dict[str, str]]]) -> str:
    named = [one["name"] for one in (*content.get("to", ()), *content.get("cc", ())) if one["email"] == recipient]
    return f"{named[0]} <{recipient}>" if named and named[0] else recipient
