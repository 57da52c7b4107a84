"""The queue of mail that goes out: what is due, and what became of each.

A mail is marked as being sent before a server hears of it and as sent afterwards, each in a transaction of its own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update

from polydesk.desk.audit.record import audit
from polydesk.desk.sending.compose import compose
from polydesk.desk.sending.content import Content, from_json
from polydesk.desk.sending.models import FAILED, HELD, QUEUED, SENDING, SENT, OutgoingMail
from polydesk.kernel.errors import Conflict, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=4)
LONGEST_ERROR = 2000
INTERRUPTED = "sending it was interrupted"
_MAIL = OutgoingMail.metadata.tables["outgoing_mail"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail on its way to a server."""

    id: int
    sender: str
    recipient: str
    subject: str
    message_id: str
    create_time: datetime
    content: Content


def is_anything_to_do(look: Look) -> bool:
    """Whether a mail is due, or was being sent by somebody."""
    due = (_MAIL.c.state == QUEUED) & (_MAIL.c.next_try_at <= look.now)
    for condition in (due, _MAIL.c.state == SENDING):
        if look.connection.execute(select(_MAIL.c.id).where(condition).limit(1)).first():
            return True
    return False


def claim_due(work: Work, limit: int) -> list[Parcel]:
    """Mark up to `limit` mails as being sent, the longest waiting first."""
    due = (
        select(_MAIL)
        .where(_MAIL.c.state == QUEUED, _MAIL.c.next_try_at <= work.now)
        .order_by(_MAIL.c.next_try_at, _MAIL.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = work.connection.execute(due).all()
    if rows:
        ids = [row.id for row in rows]
        attempt = update(_MAIL).where(_MAIL.c.id.in_(ids)).values(state=SENDING, attempts=_MAIL.c.attempts + 1)
        work.connection.execute(attempt)
    return [_parcel(row) for row in rows]


def list_being_sent(look: Look) -> dict[int, str]:
    """Message-IDs of mail that is marked as being sent, by the mails' ids."""
    rows = look.connection.execute(select(_MAIL.c.id, _MAIL.c.message_id).where(_MAIL.c.state == SENDING))
    return {row.id: row.message_id for row in rows}


def mark_sent(work: Work, mail_ids: Collection[int]) -> None:
    if mail_ids:
        sent = update(_MAIL).where(_MAIL.c.id.in_(mail_ids), _MAIL.c.state == SENDING)
        work.connection.execute(sent.values(state=SENT, sent_at=work.now, error=""))


def put_back(work: Work, mail_ids: Collection[int], *, error: str = "") -> None:
    """No server heard of these: the try does not count."""
    if mail_ids:
        back = update(_MAIL).where(_MAIL.c.id.in_(mail_ids), _MAIL.c.state == SENDING)
        work.connection.execute(
            back.values(state=QUEUED, attempts=_MAIL.c.attempts - 1, error=storable(error, LONGEST_ERROR))
        )


def resume(work: Work, mail_ids: Collection[int]) -> None:
    """Whoever was sending these is gone, and no server took them as far as is known. The try does count."""
    if mail_ids:
        most = work.config(Settings)["MailQueue::ItemMaxAttempts"]
        left = update(_MAIL).where(_MAIL.c.id.in_(mail_ids), _MAIL.c.state == SENDING)
        work.connection.execute(left.where(_MAIL.c.attempts >= most).values(state=FAILED, error=INTERRUPTED))
        work.connection.execute(left.values(state=QUEUED, error=INTERRUPTED))


def try_later(work: Work, errors: Mapping[int, str]) -> None:
    """After 30 seconds, then twice as long each time, up to four hours; in the end it is given up."""
    most = work.config(Settings)["MailQueue::ItemMaxAttempts"]
    for mail_id, error in errors.items():
        row = _MAIL.c.id == mail_id
        attempts = work.connection.execute(select(_MAIL.c.attempts).where(row)).scalar_one()
        values = {
            "state": QUEUED if attempts < most else FAILED,
            "next_try_at": work.now + pause_after(attempts),
            "error": storable(error, LONGEST_ERROR),
        }
        work.connection.execute(update(_MAIL).where(row, _MAIL.c.state == SENDING).values(**values))


def give_up(work: Work, errors: Mapping[int, str]) -> None:
    for mail_id, error in errors.items():
        refused = update(_MAIL).where(_MAIL.c.id == mail_id, _MAIL.c.state == SENDING)
        work.connection.execute(refused.values(state=FAILED, error=storable(error, LONGEST_ERROR)))


def send_again(work: Work, mail_id: int) -> None:
    """Queue a mail anew that failed, was held, or has to wait. What a server took is not sent twice: Conflict."""
    row = select(_MAIL.c.state).where(_MAIL.c.id == mail_id)
    state = work.connection.execute(row.with_for_update()).scalar()  # or it could be claimed behind our back
    if state is None:
        raise NotFound("mail", id=mail_id)
    if state not in (FAILED, HELD, QUEUED):
        raise Conflict("mail.is_sent", id=mail_id)
    again = update(_MAIL).where(_MAIL.c.id == mail_id)
    audit(work, "mail.send_again", "outgoing_mail", mail_id, old={"state": state})
    work.connection.execute(again.values(state=QUEUED, attempts=0, next_try_at=work.now, error=""))


def note_bounce(work: Work, ticket_id: int, message_id: str, reason: str) -> int:
    """A report says that a mail of ours did not arrive. Returns how many mails of the ticket it is about."""
    about = update(_MAIL).where(_MAIL.c.ticket_id == ticket_id, _MAIL.c.message_id == message_id)
    return work.connection.execute(about.values(state=FAILED, error=storable(reason, LONGEST_ERROR))).rowcount


def pause_after(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 20)), LONGEST_PAUSE)


def list_mail(look: Look, *, states: Sequence[str] = (), limit: int = 100, but: str = "") -> list[Row[Any]]:
    """The newest mails, without their contents, and without those that are held `but` for this reason."""
    columns = [column for column in _MAIL.columns if column.name != "content"]
    rows = select(*columns).order_by(_MAIL.c.id.desc()).limit(limit)
    if but:
        rows = rows.where(_MAIL.c.error != but)
    return list(look.connection.execute(rows.where(_MAIL.c.state.in_(states)) if states else rows))


def find_mail(look: Look, mail_id: int) -> Row[Any]:
    """Everything known of a mail. Raises NotFound."""
    row = look.connection.execute(select(_MAIL).where(_MAIL.c.id == mail_id)).one_or_none()
    if row is None:
        raise NotFound("mail", id=mail_id)
    return row


def composed(look: Look, row: Row[Any]) -> bytes:
    """The mail as it goes out, with what stands on the wire."""
    parcel = _parcel(row)
    return compose(
        parcel.content, look.files, subject=parcel.subject, message_id=parcel.message_id, moment=parcel.create_time
    )


def _parcel(row: Row[Any]) -> Parcel:
    return Parcel(
        row.id, row.sender, row.recipient, row.subject, row.message_id, row.create_time, from_json(row.content)
    )
