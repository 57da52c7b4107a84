"""Add an article to a ticket."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select

from polydesk.desk.tickets.access import load_ticket, note_new_article
from polydesk.desk.tickets.escalate import reckon_escalation
from polydesk.desk.tickets.events import AS_USUAL, ArticleAdded, ArticleTexts, NotifyWish
from polydesk.desk.tickets.models import (
    CHANNEL_INTERNAL,
    SENDER_AGENT,
    SENDER_CUSTOMER,
    Article,
    ArticleMime,
    Ticket,
)
from polydesk.desk.tickets.reset_unlock_time import reset_unlock_time
from polydesk.kernel.actors import CustomerActor, acting_agent_id
from polydesk.kernel.clock import epoch
from polydesk.kernel.html import to_text
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    subject: str
    body: str
    content_type: str = "text/plain; charset=utf-8"
    sender_type_id: int = SENDER_AGENT
    channel_id: int = CHANNEL_INTERNAL
    visible: bool = True
    from_: str = ""
    to: str = ""
    cc: str = ""
    bcc: str = ""
    reply_to: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    history_type: str = "AddNote"
    history_comment: str = ""
    notify: NotifyWish = AS_USUAL
    parent_id: int | None = None
    source: str = ""
    remote_address: str = ""
    author_id: int | None = None
    """The agent who is taken for the author, where it is not the one at work."""

    @property
    def is_html(self) -> bool:
        return self.content_type.lower().startswith("text/html")


_ARTICLE = Article.metadata.tables["article"]
_GIVEN = (
    "sender_type_id",
    "channel_id",
    "visible",
    "created_by_customer",
    "parent_id",
    "source",
    "remote_address",
    "create_time",
    "create_by",
    "change_time",
    "change_by",
)
_MIME = ArticleMime.metadata.tables["article_mime"]
_NEXT_ARTICLE = Prepared(
    insert(_ARTICLE)
    .values(
        ticket_id=bindparam("of_ticket"),
        number=select(func.coalesce(func.max(_ARTICLE.c.number), 0) + 1)
        .where(_ARTICLE.c.ticket_id == bindparam("of_ticket"))
        .scalar_subquery(),
        **{name: bindparam(name) for name in _GIVEN},
    )
    .returning(_ARTICLE.c.id)
)


def add_article(work: Work, ticket_id: int, new: NewArticle, *, right: str = "note") -> int:
    """Add an article and return its id. An HTML body is kept as it came; beside it stands plain text for others."""
    ticket = load_ticket(work, ticket_id, right, customers=True)
    article_id = _insert_article(work, ticket, new)
    body = to_text(new.body) if new.is_html else new.body
    work.write(
        _MIME,
        article_id=article_id,
        reply_to=new.reply_to,
        to=new.to,
        cc=new.cc,
        bcc=new.bcc,
        subject=new.subject,
        message_id=new.message_id,
        in_reply_to=new.in_reply_to,
        references=new.references,
        content_type=_as_plain(new.content_type),
        body=body,
        html_body=new.body if new.is_html else None,
        incoming_time=epoch(work.now),
        **{"from": new.from_},
    )
    _note_who_spoke(work, ticket, new)
    work.record(_added(ticket, article_id, new, body))
    if new.sender_type_id == SENDER_AGENT:
        reset_unlock_time(work, ticket)
    return article_id


def _added(ticket: Ticket, article_id: int, new: NewArticle, body: str) -> ArticleAdded:
    return ArticleAdded(
        ticket,
        article_id,
        new.history_type,
        new.history_comment,
        new.sender_type_id,
        new.visible,
        new.notify,
        ArticleTexts(new.from_, new.to, new.cc, new.subject, body),
    )


def _insert_article(work: Work, ticket: Ticket, new: NewArticle) -> int:
    author = new.author_id or acting_agent_id(work.actor)
    row = {
        "of_ticket": ticket.id,
        "sender_type_id": new.sender_type_id,
        "channel_id": new.channel_id,
        "visible": int(new.visible),
        "created_by_customer": work.actor.login if isinstance(work.actor, CustomerActor) else None,
        "parent_id": new.parent_id,
        "source": new.source,
        "remote_address": new.remote_address,
        "create_time": work.now,
        "create_by": author,
        "change_time": work.now,
        "change_by": author,
    }
    [(article_id,)] = _NEXT_ARTICLE.rows(work.connection, **row)
    note_new_article(work, article_id)
    return int(article_id)


def _as_plain(content_type: str) -> str:
    return (
        "text/plain" + content_type[len("text/html") :]
        if content_type.lower().startswith("text/html")
        else content_type
    )


def _note_who_spoke(work: Work, ticket: Ticket, new: NewArticle) -> None:
    """Keep what the escalation clocks and the answered mark need to know of the conversation."""
    if new.sender_type_id == SENDER_AGENT and new.visible:
        ticket.first_response_at = ticket.first_response_at or work.now
        ticket.last_agent_article_at, ticket.waiting_since, ticket.answered = work.now, None, 1
    elif new.sender_type_id == SENDER_CUSTOMER:
        ticket.waiting_since = ticket.waiting_since or work.now
        ticket.answered = 0 if new.visible else ticket.answered
    reckon_escalation(work, ticket)
