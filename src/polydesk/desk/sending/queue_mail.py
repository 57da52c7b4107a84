"""Queue a mail: it is written with the change it tells of, and sent once that is committed."""

from dataclasses import dataclass

from sqlalchemy import bindparam, insert

from polydesk.desk.sending.addressing import is_sendable
from polydesk.desk.sending.content import Content, to_json
from polydesk.desk.sending.models import HELD, QUEUED, OutgoingMail
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

NO_TRANSPORT = "DoNotSendEmail"
"""The value of `SendmailModule` with which mail is kept and not sent."""
NOT_SET_UP = "no way of sending mail is set up (setting SendmailModule)"
NO_ADDRESS = "this is no address mail can be sent to"

_TABLE = OutgoingMail.metadata.tables["outgoing_mail"]
_COLUMNS = [column.name for column in _TABLE.columns if not column.primary_key]
_INSERT = Prepared(insert(_TABLE).values({name: bindparam(name) for name in _COLUMNS}).returning(_TABLE.c.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    recipient: str
    """The bare address it goes to; who stands in To and Cc is part of the content."""
    kind: str
    """reply, auto_response, notification, …"""
    subject: str
    message_id: str
    content: Content
    envelope_sender: str = ""
    """Empty for mail whose bounce nobody is to answer."""
    ticket_id: int | None = None
    article_id: int | None = None
    held: str = ""
    """Why it does not go out by itself; empty if it does."""


def queue_mail(work: Work, new: NewMail) -> int:
    """Returns its id. An address that is none, or a desk without a way of sending, leaves it held, to be seen."""
    error = _obstacle(work, new)
    row = {
        "ticket_id": new.ticket_id,
        "article_id": new.article_id,
        "kind": new.kind,
        "sender": new.envelope_sender,
        "recipient": new.recipient[:320],
        "subject": new.subject,
        "message_id": new.message_id,
        "content": to_json(new.content),
        "state": HELD if error else QUEUED,
        "attempts": 0,
        "next_try_at": work.now,
        "error": error,
        "create_time": work.now,
        "sent_at": None,
    }
    [(mail_id,)] = _INSERT.rows(work.connection, **row)
    return int(mail_id)


def sends_mail(look: Look) -> bool:
    return bool(look.config(Settings)["SendmailModule"] != NO_TRANSPORT)


def _obstacle(look: Look, new: NewMail) -> str:
    if not is_sendable(new.recipient):
        return NO_ADDRESS
    return new.held if sends_mail(look) else NOT_SET_UP
