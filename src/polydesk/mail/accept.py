"""Take a message in: stored first, then understood, then made into a ticket or an article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from polydesk.desk.desk import Desk
from polydesk.desk.intake.sender_domains import domains_to_ask, missing_among
from polydesk.desk.intake.submission import Refused
from polydesk.desk.intake.system_log import log_refusal
from polydesk.desk.mailroom.find_ticket import number_of
from polydesk.desk.mailroom.models import ACCEPTED, PARKED, RECEIVED, REJECTED
from polydesk.desk.mailroom.outcome import Description, Ending, end_message, load_message
from polydesk.desk.mailroom.queries import find_message, left_behind
from polydesk.desk.mailroom.registry import MailboxEntry
from polydesk.desk.mailroom.store_message import Delivery, store_message
from polydesk.desk.people.addresses import mail_string
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look
from polydesk.mail.case import Case
from polydesk.mail.parse import TooMuch, parse_mail
from polydesk.mail.parsed import ParsedMail
from polydesk.mail.route import route

ATTEMPTS = 2
"""A transaction may lose against another one; whatever fails twice is not going to work."""
LEFT_AFTER = timedelta(minutes=2)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a message: accepted, rejected or parked (kept, to be looked at and tried again)."""

    mail_id: int
    state: str
    reason: str = ""
    ticket_id: int | None = None
    article_id: int | None = None
    number: str = ""
    """Of the ticket it became, went to, or is a copy of."""
    refusal: Refused | None = None
    """Why it became none, where the desk's intake refused it just now."""


def take_mail(
    desk: Desk,
    raw: bytes,
    *,
    source: str,
    source_key: str | None = None,
    mailbox: MailboxEntry | None = None,
    envelope_from: str | None = None,
    envelope_to: Sequence[str] = (),
    remote_address: str = "",
    as_original: bool = False,
    trusted: bool = False,
) -> Outcome:
    """The message is safe once this returns or raises anything but an error of storing it.

    A delivery that was taken before (same source and key) is not taken twice: its outcome is told again.
    """
    delivery = Delivery(
        source=source,
        source_key=source_key,
        mailbox_id=mailbox.id if mailbox else None,
        envelope_from=envelope_from,
        envelope_to=envelope_to,
        remote_address=remote_address,
        as_original=mailbox.as_original if mailbox else as_original,
        trusted=mailbox.trusted if mailbox else trusted,
    )
    content = desk.files.put(raw)
    with desk.work() as work:
        mail_id = store_message(work, content, delivery)
    return accept(desk, mail_id, raw=raw)


def accept(desk: Desk, mail_id: int, *, raw: bytes | None = None, again: bool = False) -> Outcome:
    """Work on a stored message. One that came to its end stays as it is, unless it became nothing and is tried `again`.

    Whatever happens to it is its outcome; only a database or disk that fails raises.
    """
    with desk.look() as look:
        row = find_message(look, mail_id)
        if not _is_open(row, again):
            return _told(look, row)
    try:
        mail = parse_mail(raw or desk.files.get(row.file_hash), as_original=bool(row.as_original))
    except TooMuch as error:
        return _parked(desk, row, Description(), f"more than is taken in: {error}")
    except Exception as error:  # noqa: BLE001  whatever a mail does to us, it is kept and looked at
        _log.exception("mail_not_parsed", mail_id=mail_id)
        return _parked(desk, row, Description(), f"not understood: {error!r}")
    return _accept(desk, row, mail, again)


def accept_left_behind(desk: Desk) -> None:
    """Go on with messages whose process died between storing and working on them."""
    with desk.look() as look:
        waiting = left_behind(look, look.now - LEFT_AFTER)
    for mail_id in waiting:
        accept(desk, mail_id)


def _accept(desk: Desk, row: AnyRow, mail: ParsedMail, again: bool) -> Outcome:
    missing = _missing_domains(desk, mail)
    case = Case(row, mail)
    failure = ""
    for _ in range(ATTEMPTS):
        case = Case(row, mail, missing_domains=missing)
        case.note("parts", "; ".join([*mail.notes, *mail.protections]), f"{len(mail.files)} files")
        if missing:
            case.note("domain", ", ".join(sorted(missing)), "does not exist")
        try:
            return _route(desk, case, again)
        except Refused as refusal:
            return _refused(desk, case, refusal)
        except Exception as error:  # noqa: BLE001  a mail that breaks something must not stop those behind it
            _log.exception("mail_not_accepted", mail_id=row.id)
            failure = f"failed: {error!r}"
    return _parked(desk, row, _described(case), failure)


def _missing_domains(desk: Desk, mail: ParsedMail) -> frozenset[str]:
    """Asked before the transaction that makes the ticket, since nothing waits for the world in one."""
    with desk.look() as look:
        domains = domains_to_ask(look, [one.email for one in (mail.sender, mail.reply_to) if one])
    return missing_among(domains, desk.domain_exists)


def _route(desk: Desk, case: Case, again: bool) -> Outcome:
    with desk.work() as work:
        row = load_message(work, case.message.id)
        if not _is_open(row, again):
            return _told(work, row)
        ending = route(work, case)
        end_message(work, row.id, ending, _described(case))
        return _outcome(work, row.id, ending)


def _refused(desk: Desk, case: Case, refusal: Refused) -> Outcome:
    reason = "; ".join([refusal.code, *(f"{key}: {text}" for key, text in refusal.errors)])
    case.note("intake", case.sender, f"refused: {reason}")
    ending = Ending(state=REJECTED, reason=reason)
    with desk.work() as work:
        load_message(work, case.message.id)
        end_message(work, case.message.id, ending, _described(case))
        log_refusal(work, refusal)
        return replace(_outcome(work, case.message.id, ending), refusal=refusal)


def _parked(desk: Desk, row: AnyRow, shown: Description, reason: str) -> Outcome:
    ending = Ending(state=PARKED, reason=reason)
    with desk.work() as work:
        load_message(work, row.id)
        end_message(work, row.id, ending, shown)
        return _outcome(work, row.id, ending)


def _described(case: Case) -> Description:
    mail = case.mail
    sender = mail_string(mail.sender.name, "", mail.sender.email) if mail.sender else ""
    return Description(sender=sender, subject=mail.subject, message_id=mail.message_id, steps=case.steps)


def _is_open(row: AnyRow, again: bool) -> bool:
    return row.state == RECEIVED or (again and row.state != ACCEPTED)


def _told(look: Look, row: AnyRow) -> Outcome:
    ending = Ending(state=row.state, reason=row.reason, ticket_id=row.ticket_id, article_id=row.article_id)
    return _outcome(look, row.id, ending)


def _outcome(look: Look, mail_id: int, ending: Ending) -> Outcome:
    return Outcome(
        mail_id=mail_id,
        state=ending.state,
        reason=ending.reason,
        ticket_id=ending.ticket_id,
        article_id=ending.article_id,
        number=number_of(look, ending.ticket_id) if ending.ticket_id else "",
    )
