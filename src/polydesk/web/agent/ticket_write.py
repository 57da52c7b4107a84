"""Writing on a ticket: an answer by mail, a note, a phone call; all of it in one work, or none."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.customers import find_customer
from polydesk.desk.people.directory import Directory
from polydesk.desk.sending.mail_to_customer import mail_to_customer
from polydesk.desk.sending.queue_mail import sends_mail
from polydesk.desk.sending.senders import ticket_sender
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.article_queries import find_article
from polydesk.desk.tickets.attach import attach_files
from polydesk.desk.tickets.drafts import drop_draft, find_draft
from polydesk.desk.tickets.models import (
    CHANNEL_EMAIL,
    CHANNEL_INTERNAL,
    CHANNEL_PHONE,
    SENDER_AGENT,
    SENDER_CUSTOMER,
    Ticket,
)
from polydesk.desk.tickets.thread import newest_article_id
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Forbidden, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_articles import articles_after, latest
from polydesk.web.agent.ticket_draft import attached, keep_sent
from polydesk.web.agent.ticket_found import Found, find_ticket, number_in
from polydesk.web.agent.ticket_properties import change_state, states
from polydesk.web.agent.ticket_writing import NOTE, PHONE, REPLY, RIGHTS, Writing, begun, from_draft, mistakes, units_of

_CHANNELS = {REPLY: CHANNEL_EMAIL, NOTE: CHANNEL_INTERNAL, PHONE: CHANNEL_PHONE}


def form(page: Page) -> Response:
    """A draft goes on where it was left: something else is begun only if `new=1` says so, as it would replace it."""
    look = page.look()
    found = find_ticket(page, look)
    draft = find_draft(look, found.row.id)
    if draft is not None and page.parameter("new") != "1":
        return _show(page, found, from_draft(draft.content), begun_at=draft.change_time)
    kind = page.parameter("kind")
    kind = kind if kind in RIGHTS else NOTE
    answered = _answered(look, found, number_in(page, "to")) if kind != PHONE else None
    return _show(page, found, begun(page, look, found, kind, answered), is_new=True)


def _answered(look: Look, found: Found, article_id: int | None) -> AnyRow | None:
    return find_article(look, found.row.id, article_id) if article_id else None


def _show(
    page: Page,
    found: Found,
    writing: Writing,
    *,
    wrong: dict[str, str] | None = None,
    is_new: bool = False,
    begun_at: datetime | None = None,
) -> Response:
    """With what has come in since the writer last looked; showing it here is their having seen it."""
    look = page.look()
    if RIGHTS[writing.kind] not in found.rights:
        raise Forbidden("right_missing", right=RIGHTS[writing.kind])
    newest, seen = newest_article_id(look, found.row.id), _number(writing.seen)
    is_stale = not is_new and newest > seen
    context: dict[str, Any] = {
        "found": found,
        "writing": writing,
        "wrong": wrong or {},
        "begun_at": begun_at,
        "newest": newest,
        "states": states(look, found.row) if "rw" in found.rights else {},
        "came": articles_after(look, found, seen) if is_stale else [],
        "before": latest(look, found, up_to=seen if is_stale else newest),
        "sends_mail": sends_mail(look),
        "accounts_time": look.config(Settings)["Ticket::Frontend::AccountTime"],
    }
    return page.show(
        "agent/ticket_write.html", 422 if wrong else 409 if is_stale and begun_at is None else 200, **context
    )


def send(page: Page) -> Response:
    """What was typed is kept first; it goes once it has become an article, and only then."""
    look = page.look()
    found = find_ticket(page, look)
    writing, fits = keep_sent(page)
    if fits and page.text("action") == "keep":
        return page.go(found.path)
    wrong = mistakes(page, page.look(), found, writing) | ({} if fits else {"files": "too_large"})
    if wrong:
        return _show(page, found, writing, wrong=wrong)
    with page.work() as work:
        ticket = load_ticket(work, found.row.id, RIGHTS[writing.kind])
        is_sent = newest_article_id(work, ticket.id) <= _number(writing.seen)
        if is_sent:
            article_id = _write(work, page, ticket, writing)
            drop_draft(work, ticket.id)
    return page.go(f"{found.path}#article-{article_id}") if is_sent else _show(page, found, writing)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0


def _write(work: Work, page: Page, ticket: Ticket, writing: Writing) -> int:
    let_finish(work, ticket)
    article_id = add_article(work, ticket.id, _article(work, ticket, writing))
    if writing.files:
        attach_files(work, ticket.id, article_id, attached(work, writing))
    units = units_of(writing)
    if units:
        account_time(work, ticket.id, units, article_id=article_id)
    if writing.state:
        change_state(work, ticket, _number(writing.state), page)
    if writing.kind == REPLY:
        mail_to_customer(work, ticket, article_id, to=writing.to, cc=writing.cc)
    return article_id


def _article(work: Work, ticket: Ticket, writing: Writing) -> NewArticle:
    is_incoming = writing.kind == PHONE and writing.incoming == "1"
    return NewArticle(
        subject=writing.subject or ticket.title,
        body=writing.body,
        sender_type_id=SENDER_CUSTOMER if is_incoming else SENDER_AGENT,
        channel_id=_CHANNELS[writing.kind],
        visible=writing.kind != NOTE or writing.visible == "1",
        from_=_author(work, ticket, writing, is_incoming),
        to=writing.to if writing.kind == REPLY else "",
        cc=writing.cc if writing.kind == REPLY else "",
        history_type=_history_type(writing, is_incoming),
        history_comment="%%",
        parent_id=_parent(work, ticket, writing),
    )


def _history_type(writing: Writing, is_incoming: bool) -> str:
    if writing.kind == PHONE:
        return "PhoneCallCustomer" if is_incoming else "PhoneCallAgent"
    return "SendAnswer" if writing.kind == REPLY else "AddNote"


def _author(work: Work, ticket: Ticket, writing: Writing, is_incoming: bool) -> str:
    """Mail comes from the queue's address, a call from whoever called, the rest from the agent."""
    if writing.kind == REPLY:
        sender = ticket_sender(work, ticket)
        return mail_string(sender.name, "", sender.email)
    if is_incoming:
        person = find_customer(work, ticket.customer_user) if ticket.customer_user else None
        return person.mail_string if person else ticket.customer_user
    agent = work.config(Directory).agents[acting_agent_id(work.actor)]
    return mail_string(agent.first_name, agent.last_name, agent.email)


def _parent(work: Work, ticket: Ticket, writing: Writing) -> int | None:
    """Only an article of this very ticket."""
    try:
        answered = _number(writing.answers)
        return find_article(work, ticket.id, answered).id if answered else None
    except NotFound:
        return None


PAGES = (
    ("GET", "/tickets/{id:int}/write", form),
    ("POST", "/tickets/{id:int}/write", send),
)
