"""Make an article of what an agent has written: it goes out, sets the state and accounts time, or nothing of it."""

from decimal import Decimal, InvalidOperation

from sqlalchemy import select

from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.customers import find_customer
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.mail_to_customer import mail_to_customer
from polydesk.desk.sending.senders import ticket_sender
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.account_time import LARGEST, account_time
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.article_queries import find_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import (
    CHANNEL_EMAIL,
    CHANNEL_INTERNAL,
    CHANNEL_PHONE,
    SENDER_AGENT,
    SENDER_CUSTOMER,
    Article,
    Attachment,
    Ticket,
)
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.writing.writing import EMAIL, FORWARD, NOTE, PHONE, REPLY, RIGHTS, Writing
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.clock import epoch, read_moment
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

_CHANNELS = {NOTE: CHANNEL_INTERNAL, PHONE: CHANNEL_PHONE}
_HISTORY = {REPLY: "SendAnswer", FORWARD: "Forward", EMAIL: "EmailAgent", NOTE: "AddNote"}
_FILE = Attachment.metadata.tables["attachment"]
_LONGEST_HISTORY = 1000


def write(work: Work, ticket_id: int, writing: Writing) -> int:
    """Returns the article's id. Raises NotFound, Forbidden or Invalid, as what was written may have waited a while."""
    ticket = load_ticket(work, ticket_id, RIGHTS[writing.kind])
    let_finish(work, ticket)
    article_id = add_article(work, ticket.id, _article(work, ticket, writing))
    files = _files(work, ticket, writing)
    if files:
        attach_files(work, ticket.id, article_id, files)
    units = units_of(writing)
    if units is None:
        raise Invalid("time_units", units=writing.units)
    if units:
        account_time(work, ticket.id, units, article_id=article_id)
    if writing.state:
        _change_state(work, ticket, writing)
    if writing.is_mail:
        mail_to_customer(work, ticket, article_id, to=writing.to, cc=writing.cc, bcc=writing.bcc)
    return article_id


def units_of(writing: Writing) -> Decimal | None:
    """0 for nothing; None for what is no number of units."""
    try:
        units = Decimal(writing.units.replace(",", ".") or "0")
    except InvalidOperation:
        return None
    return units if units.is_finite() and 0 <= units <= LARGEST else None


def _article(work: Work, ticket: Ticket, writing: Writing) -> NewArticle:
    is_incoming = writing.kind == PHONE and writing.incoming == "1"
    to, cc, bcc = (writing.to, writing.cc, writing.bcc) if writing.is_mail else ("", "", "")
    return NewArticle(
        subject=writing.subject or ticket.title,
        body=writing.body,
        sender_type_id=SENDER_CUSTOMER if is_incoming else SENDER_AGENT,
        channel_id=_CHANNELS.get(writing.kind, CHANNEL_EMAIL),
        visible=writing.is_visible,
        from_=_author(work, ticket, writing, is_incoming),
        to=to,
        cc=cc,
        bcc=bcc,
        history_type=_history_type(writing, is_incoming),
        history_comment=f"%%{', '.join(filter(None, (to, cc)))[:_LONGEST_HISTORY]}",
        parent_id=_parent(work, ticket, writing),
    )


def _history_type(writing: Writing, is_incoming: bool) -> str:
    if writing.kind == PHONE:
        return "PhoneCallCustomer" if is_incoming else "PhoneCallAgent"
    return _HISTORY[writing.kind]


def _author(work: Work, ticket: Ticket, writing: Writing, is_incoming: bool) -> str:
    """Mail comes from the queue's address, a call from whoever called, the rest from the agent."""
    if writing.is_mail:
        sender = ticket_sender(work, ticket)
        return mail_string(sender.name, "", sender.email)
    if is_incoming:
        person = find_customer(work, ticket.customer_user) if ticket.customer_user else None
        return person.mail_string if person else ticket.customer_user
    agent = work.config(Directory).agents[acting_agent_id(work.actor)]
    return mail_string(agent.first_name, agent.last_name, agent.email)


def _parent(work: Work, ticket: Ticket, writing: Writing) -> int | None:
    """Only an article of this very ticket."""
    text = writing.answers
    try:
        answered = int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0
        return find_article(work, ticket.id, answered).id if answered else None
    except NotFound:
        return None


def _files(work: Work, ticket: Ticket, writing: Writing) -> list[NewFile]:
    """Those of the ticket that go along once more, then those that were sent with the form."""
    ids = list(writing.forwarded)
    rows = (
        select(_FILE)
        .join(Article, Article.id == _FILE.c.article_id)
        .where(Article.ticket_id == ticket.id, _FILE.c.id.in_(ids))
        .order_by(_FILE.c.id)
    )
    again = work.connection.execute(rows).all() if ids else ()
    return [
        *(
            NewFile(filename=one.filename, content=work.files.get(one.file_hash), content_type=one.content_type)
            for one in again
        ),
        *(
            NewFile(filename=one["name"], content=work.files.get(one["hash"]), content_type=one["kind"])
            for one in writing.attached
        ),
    ]


def _change_state(work: Work, ticket: Ticket, writing: Writing) -> None:
    """With the time until which a pending ticket waits."""
    text = writing.state
    state = work.config(Catalogue).states.get(int(text) if text.isascii() and text.isdigit() else 0)
    if state is None or not state.valid or state.type == "merged":
        raise Invalid("choice")
    until = None
    if state.type.startswith("pending"):
        until = read_moment(writing.until, work.config(Settings).zone)
        if until is None or epoch(until) <= epoch(work.now):
            raise Invalid("pending_time")
    set_state(work, ticket.id, state.id)
    if until:
        set_pending_time(work, ticket.id, epoch(until))
