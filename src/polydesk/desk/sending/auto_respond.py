"""Answer a sender by itself: of a new ticket, a reply, a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.budgets import AUTO_RESPONSE, is_over_budget
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.events import (
    AutoResponseQueued,
    FollowUpConfirmed,
    FollowUpRejected,
    LoopStopped,
    RemovalConfirmed,
)
from polydesk.desk.sending.facts import Facts, named_reader
from polydesk.desk.sending.message_ids import TO_CUSTOMER, new_message_id
from polydesk.desk.sending.placeholders import fill
from polydesk.desk.sending.queue_mail import NewMail, queue_mail, sends_mail
from polydesk.desk.sending.registry import MailAddress, Mailing, MailText
from polydesk.desk.sending.senders import automatic_envelope, ticket_sender
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.html import sanitize, to_text
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

AUTO_HEADERS = {
    "Auto-Submitted": "auto-replied",
    "Precedence": "auto_reply",
    "X-Autoreply": "yes",
    "X-Auto-Response-Suppress": "DR, RN, OOF, AutoReply",
}
"""RFC 3834, and what else makes robots keep silent."""


@dataclass(frozen=True, slots=True)
class _Kind:
    type_name: str
    event: type[AutoResponseQueued]


_KINDS: Mapping[str, _Kind] = {
    "new": _Kind("auto reply", AutoResponseQueued),
    "reply": _Kind("auto follow up", FollowUpConfirmed),
    "reject": _Kind("auto reject", FollowUpRejected),
    "new_after_reject": _Kind("auto reply/new ticket", AutoResponseQueued),
    "remove": _Kind("auto remove", RemovalConfirmed),
}
KINDS_BY_TYPE: Mapping[str, str] = {one.type_name: kind for kind, one in _KINDS.items()}
"""The kinds by the names of OTRS' types of auto-responses."""


def auto_respond(
    work: Work, ticket: Ticket, kind: str, *, article_id: int, to_email: str, to_name: str, automatic: bool = False
) -> int | None:
    """Queue the auto-response the ticket's queue has for a kind: new, reply, reject, new_after_reject or remove.

    Returns the mail's id; None if there is nothing to send: no such text, an `automatic` sender (who is never
    answered), one of our own addresses, or a budget that is used up.
    """
    text = _text_for(work, ticket, kind)
    if text is None or automatic or work.config(Mailing).is_ours(to_email):
        return None
    if is_over_budget(work, to_email, ticket.id):
        work.record(LoopStopped(ticket, to_email))
        return None
    mail_id = queue_mail(work, _mail(work, ticket, text, article_id, MailAddress(to_name, to_email)))
    work.record(_KINDS[kind].event(ticket, to_email))
    return mail_id


def responds(look: Look, ticket: Ticket, kind: str) -> bool:
    """Whether the ticket's queue has an auto-response of this kind, and mail goes out at all."""
    return sends_mail(look) and _text_for(look, ticket, kind) is not None


def _text_for(look: Look, ticket: Ticket, kind: str) -> MailText | None:
    type_ = look.config(Catalogue).auto_response_types.named(_KINDS[kind].type_name)
    return look.config(Mailing).auto_responses.get((ticket.queue_id, type_.id)) if type_ else None


def _mail(work: Work, ticket: Ticket, text: MailText, article_id: int, to: MailAddress) -> NewMail:
    """Nobody has proved that the address is the sender's, so it is told nothing the sender wrote."""
    quotes: bool = work.config(Settings)["AutoResponse::QuotesSender"]
    facts = Facts(work, ticket, reader=named_reader(to.name, to.email), article_id=article_id, quotes=quotes)
    body = fill(text.text, facts, is_html=text.is_html)
    shown = to if quotes or facts("recipient") == to.name else MailAddress("", to.email)
    return NewMail(
        recipient=to.email,
        kind=AUTO_RESPONSE,
        subject=fill(text.subject, facts),
        message_id=new_message_id(work, ticket.id, article_id, TO_CUSTOMER),
        content=Content(
            sender=ticket_sender(work, ticket, text.system_address_id),
            to=(shown,),
            text=to_text(body) if text.is_html else body,
            html=sanitize(body) if text.is_html else "",
            headers=AUTO_HEADERS,
        ),
        envelope_sender=automatic_envelope(work),
        ticket_id=ticket.id,
        article_id=article_id,
    )
