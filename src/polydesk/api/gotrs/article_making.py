"""From the body of a request to an article, what it accounts, and the mail that tells the customer of it."""

import base64
from decimal import Decimal

from polydesk.api.gotrs import article_schema
from polydesk.api.gotrs.errors import Refused
from polydesk.desk.mailroom.follow_up import customer_answered, may_go_on
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.customers import find_customer
from polydesk.desk.people.directory import Directory
from polydesk.desk.sending.auto_respond import auto_respond, responds
from polydesk.desk.sending.mail_to_customer import customer_address, mail_to_customer
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.follow_up import FollowUp
from polydesk.desk.tickets.models import (
    CHANNEL_EMAIL,
    CHANNEL_INTERNAL,
    CHANNEL_PHONE,
    CHANNELS,
    SENDER_AGENT,
    SENDER_CUSTOMER,
    SENDER_TYPES,
    Ticket,
)
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.work import Look, Work

_KINDS = {
    "note-internal": (CHANNEL_INTERNAL, False),
    "note-external": (CHANNEL_INTERNAL, True),
    "note-report": (CHANNEL_INTERNAL, False),
    "note": (CHANNEL_INTERNAL, False),
    "email-external": (CHANNEL_EMAIL, True),
    "email-internal": (CHANNEL_EMAIL, False),
    "email": (CHANNEL_EMAIL, False),
    "phone": (CHANNEL_PHONE, True),
    "webrequest": (CHANNEL_INTERNAL, True),
}
"""Channel and visibility by article type."""
_HISTORY = {
    (CHANNEL_EMAIL, SENDER_AGENT): "SendAnswer",
    (CHANNEL_EMAIL, SENDER_CUSTOMER): "EmailCustomer",
    (CHANNEL_PHONE, SENDER_AGENT): "PhoneCallAgent",
    (CHANNEL_PHONE, SENDER_CUSTOMER): "PhoneCallCustomer",
    (CHANNEL_INTERNAL, SENDER_CUSTOMER): "WebRequestCustomer",
}
_CONTENT_TYPES = ("text/plain", "text/html")
_CLOSED = "This ticket is closed and takes no more answers"


def add_sent_article(work: Work, ticket_id: int, sent: article_schema.NewArticle) -> int:
    """The new article's id. Raises Refused, and NotFound or Forbidden for the ticket."""
    if not sent.body.strip():
        raise Refused(400, "Article body is required")
    ticket = load_ticket(work, ticket_id, "note", customers=True)
    let_finish(work, ticket)
    if isinstance(work.actor, CustomerActor):
        return _answer(work, ticket, work.actor, sent)
    new = _article(work, ticket, sent)
    article_id = _add(work, ticket, new, sent)
    if sent.time_unit:
        account_time(work, ticket.id, Decimal(str(sent.time_unit)), article_id=article_id)
    if new.visible and new.sender_type_id == SENDER_AGENT:
        _tell_customer(work, ticket, article_id, new)
    return article_id


def _add(work: Work, ticket: Ticket, new: NewArticle, sent: article_schema.NewArticle) -> int:
    files = [
        NewFile(filename=one.filename, content=_decoded(one.content), content_type=one.content_type)
        for one in sent.attachments
    ]
    article_id = add_article(work, ticket.id, new)
    if files:
        attach_files(work, ticket.id, article_id, files)
    return article_id


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except ValueError:
        raise Refused(400, "Invalid attachment: content is not base64") from None


def _article(work: Work, ticket: Ticket, sent: article_schema.NewArticle) -> NewArticle:
    kind = sent.article_type or ("note-external" if sent.wants_visible else "note-internal")
    channel_id, visible = _KINDS[kind]
    if sent.communication_channel_id is not None:
        channel_id = sent.communication_channel_id
    if channel_id not in CHANNELS.values():
        raise Refused(400, "Invalid communication channel")
    sender_type_id = _sender_type(sent.sender)
    visible = visible if sent.wants_visible is None else sent.wants_visible
    return NewArticle(
        subject=_subject(ticket, sent),
        body=sent.body,
        content_type=_content_type(sent.content_type),
        sender_type_id=sender_type_id,
        channel_id=channel_id,
        visible=visible,
        from_=sent.from_ or author_of(work),
        to=sent.to,
        cc=sent.cc,
        reply_to=sent.reply_to,
        message_id=sent.message_id,
        in_reply_to=sent.in_reply_to,
        references=sent.references,
        history_type=_history_type(channel_id, sender_type_id, visible),
        history_comment="%%",
    )


def _history_type(channel_id: int, sender_type_id: int, visible: bool) -> str:
    if (channel_id, sender_type_id, visible) == (CHANNEL_EMAIL, SENDER_AGENT, False):
        return "EmailAgent"
    return _HISTORY.get((channel_id, sender_type_id), "AddNote")


def _answer(work: Work, ticket: Ticket, customer: CustomerActor, sent: article_schema.NewArticle) -> int:
    """What a customer writes opens the ticket again, if its queue takes answers to closed tickets."""
    if may_go_on(work, ticket.id) is not FollowUp.POSSIBLE:
        raise Refused(400, _CLOSED)
    person = find_customer(work, customer.login)
    new = NewArticle(
        subject=_subject(ticket, sent),
        body=sent.body,
        content_type=_content_type(sent.content_type),
        sender_type_id=SENDER_CUSTOMER,
        from_=person.mail_string if person else customer.login,
        history_type="FollowUp",
        history_comment="%%",
    )
    article_id = _add(work, ticket, new, sent)
    customer_answered(work, ticket.id)
    for one in customer_address(work, customer.login) if responds(work, ticket, "reply") else ():
        auto_respond(work, ticket, "reply", article_id=article_id, to_email=one.email, to_name=one.name)
    return article_id


def _tell_customer(work: Work, ticket: Ticket, article_id: int, new: NewArticle) -> None:
    """What is an e-mail goes out as it is; of anything else they may see, the customer gets an update."""
    if new.channel_id == CHANNEL_EMAIL:
        mail_to_customer(work, ticket, article_id, to=new.to, cc=new.cc)
    else:
        mail_to_customer(work, ticket, article_id, subject=f"Update on Ticket {ticket.number}")


def _subject(ticket: Ticket, sent: article_schema.NewArticle) -> str:
    return sent.subject or f"Re: {ticket.title}"


def _content_type(sent: str) -> str:
    kind = sent.partition(";")[0].strip().lower()
    if kind not in _CONTENT_TYPES:
        raise Refused(400, "Invalid content type")
    return f"{kind}; charset=utf-8"


def _sender_type(sent: str | int | None) -> int:
    if sent is None:
        return SENDER_AGENT
    found = SENDER_TYPES.get(sent.strip().lower()) if isinstance(sent, str) else sent
    if found is None or found not in SENDER_TYPES.values():
        raise Refused(400, "Invalid sender type")
    return found


def author_of(look: Look) -> str:
    agent = look.config(Directory).agents.get(look.actor.id) if isinstance(look.actor, AgentActor) else None
    return mail_string(agent.first_name, agent.last_name, agent.email) if agent else ""
