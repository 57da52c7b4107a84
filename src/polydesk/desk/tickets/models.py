"""Tickets and everything that hangs on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, SmallInteger, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Epoch, Flag, Id, LongText, Moment, Name, Ref, Stamped
from polydesk.desk.tickets.list_indexes import list_indexes
from polydesk.kernel.db import Base


class Ticket(Stamped, Base):
    __tablename__ = "ticket"

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(50), unique=True)
    title: Mapped[str] = mapped_column(String(255))
    queue_id: Mapped[Ref] = mapped_column(ForeignKey("queue.id"))
    type_id: Mapped[Ref] = mapped_column(ForeignKey("ticket_type.id"))
    service_id: Mapped[Ref | None] = mapped_column(ForeignKey("service.id"))
    sla_id: Mapped[Ref | None] = mapped_column(ForeignKey("sla.id"))
    state_id: Mapped[Ref] = mapped_column(ForeignKey("state.id"))
    priority_id: Mapped[Ref] = mapped_column(ForeignKey("priority.id"))
    lock_id: Mapped[Ref] = mapped_column(ForeignKey("lock.id"))
    owner_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"))
    responsible_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"))
    customer_id: Mapped[Name] = mapped_column(default="")
    customer_user: Mapped[Name] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(String(40), default="")
    until_time: Mapped[Epoch]
    unlock_timeout: Mapped[Epoch]
    escalation_time: Mapped[Epoch]
    escalation_response_time: Mapped[Epoch]
    escalation_update_time: Mapped[Epoch]
    escalation_solution_time: Mapped[Epoch]
    accounted_hundredths: Mapped[Epoch]
    """The sum of all time accounted on this ticket, in hundredths of a unit."""
    archived: Mapped[Flag]
    answered: Mapped[Flag]
    first_response_at: Mapped[datetime | None] = mapped_column(DateTime)
    first_closed_at: Mapped[datetime | None] = mapped_column(DateTime)
    last_closed_at: Mapped[datetime | None] = mapped_column(DateTime)
    first_locked_at: Mapped[datetime | None] = mapped_column(DateTime)
    last_agent_article_at: Mapped[datetime | None] = mapped_column(DateTime)
    waiting_since: Mapped[datetime | None] = mapped_column(DateTime)
    """The customer's first article since the last visible one of an agent; None while nobody waits."""
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime)
    help_topic_id: Mapped[Ref | None]
    team_id: Mapped[Ref | None]
    status_id: Mapped[Ref | None]
    """The name the ticket's state has in a desk with statuses finer than states (osTicket's)."""
    system_address_id: Mapped[Ref | None]
    """The address of ours the first mail was sent to."""
    source: Mapped[str] = mapped_column(String(20), default="")
    remote_address: Mapped[str] = mapped_column(String(64), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        *list_indexes(),
        Index("ix_ticket_state", "state_id", "create_time"),
        Index("ix_ticket_customer_id", func.lower(customer_id)),
        # A customer's newest are found without a look at all of theirs.
        Index("ix_ticket_customer_user", func.lower(customer_user), "create_time", "id"),
        Index("ix_ticket_until_time", "until_time"),
        Index("ix_ticket_escalation_time", "escalation_time"),
        {"sqlite_autoincrement": True},  # an id, like a number, is never given out again
    )


SENDER_AGENT, SENDER_SYSTEM, SENDER_CUSTOMER = 1, 2, 3
SENDER_TYPES = {"agent": SENDER_AGENT, "system": SENDER_SYSTEM, "customer": SENDER_CUSTOMER}
CHANNEL_EMAIL, CHANNEL_PHONE, CHANNEL_INTERNAL, CHANNEL_CHAT = 1, 2, 3, 4
CHANNELS = {
    "Email": CHANNEL_EMAIL,
    "Phone": CHANNEL_PHONE,
    "Internal": CHANNEL_INTERNAL,
    "Chat": CHANNEL_CHAT,
}


class Article(Stamped, Base):
    __tablename__ = "article"

    id: Mapped[Id]
    ticket_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"))
    number: Mapped[int] = mapped_column(default=1)
    sender_type_id: Mapped[int] = mapped_column(SmallInteger)
    channel_id: Mapped[int] = mapped_column(SmallInteger)
    visible: Mapped[int] = mapped_column(SmallInteger)
    created_by_customer: Mapped[str | None] = mapped_column(String(200))
    parent_id: Mapped[Ref | None]
    """The article this one answers."""
    source: Mapped[str] = mapped_column(String(20), default="")
    remote_address: Mapped[str] = mapped_column(String(64), default="")

    __table_args__ = (
        Index("ix_article_ticket", "ticket_id", "id"),
        Index("ix_article_create_time", "create_time"),
        {"sqlite_autoincrement": True},
    )


class ArticleMime(Base):
    """The mail-like half of an article: addresses, subject, body as it came and as plain text."""

    __tablename__ = "article_mime"

    article_id: Mapped[Ref] = mapped_column(ForeignKey("article.id"), primary_key=True, autoincrement=False)
    from_: Mapped[str] = mapped_column("from", Text, default="")
    reply_to: Mapped[LongText]
    to: Mapped[LongText]
    cc: Mapped[LongText]
    bcc: Mapped[LongText]
    subject: Mapped[LongText]
    message_id: Mapped[LongText]
    in_reply_to: Mapped[LongText]
    references: Mapped[LongText]
    content_type: Mapped[LongText]
    body: Mapped[LongText]
    html_body: Mapped[str | None] = mapped_column(Text)
    incoming_time: Mapped[int] = mapped_column(BigInteger)


class ArticleHeader(Base):
    """The header block of the mail an article was made from."""

    __tablename__ = "article_header"

    article_id: Mapped[Ref] = mapped_column(ForeignKey("article.id"), primary_key=True, autoincrement=False)
    text: Mapped[LongText]


class MessageId(Base):
    """Every Message-ID that stands for an article, ours and others', so that replies find their ticket."""

    __tablename__ = "message_id"

    id: Mapped[Id]
    hash: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of the id without its angle brackets."""
    message_id: Mapped[LongText]
    ticket_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"))
    article_id: Mapped[Ref | None] = mapped_column(ForeignKey("article.id"))
    create_time: Mapped[Moment]


class Collaborator(Base):
    """A customer user who takes part in a ticket that is not theirs."""

    __tablename__ = "collaborator"

    ticket_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    customer_user_id: Mapped[Ref] = mapped_column(ForeignKey("customer_user.id"), primary_key=True, index=True)
    active: Mapped[int] = mapped_column(SmallInteger, default=1)
    create_time: Mapped[Moment]
    create_by: Mapped[int]


class Referral(Base):
    """Another queue that was asked too: mail that went to several of our addresses."""

    __tablename__ = "referral"

    ticket_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    queue_id: Mapped[Ref] = mapped_column(ForeignKey("queue.id"), primary_key=True)
    create_time: Mapped[Moment]
    create_by: Mapped[int]


class Attachment(Base):
    __tablename__ = "attachment"

    id: Mapped[Id]
    article_id: Mapped[Ref] = mapped_column(ForeignKey("article.id"), index=True)
    filename: Mapped[str] = mapped_column(Text)
    content_type: Mapped[str] = mapped_column(Text)
    content_id: Mapped[LongText]
    alternative: Mapped[LongText]
    disposition: Mapped[str] = mapped_column(String(15), default="attachment")
    size: Mapped[int] = mapped_column(BigInteger)
    file_hash: Mapped[str] = mapped_column(String(64))


class TicketFlag(Base):
    """A mark of one agent or customer user on a ticket or article, such as Seen."""

    __tablename__ = "flag"

    id: Mapped[Id]
    object_kind: Mapped[str] = mapped_column(String(10))
    object_id: Mapped[Ref]
    key: Mapped[Name]
    value: Mapped[LongText]
    subject_kind: Mapped[str] = mapped_column(String(10))
    subject: Mapped[Name]
    create_time: Mapped[Moment]

    __table_args__ = (
        Index("uq_flag", "object_kind", "object_id", "key", "subject_kind", "subject", unique=True),
        Index("ix_flag_subject", "subject_kind", "subject"),
    )


class Watcher(Stamped, Base):
    __tablename__ = "watcher"

    ticket_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"), primary_key=True, index=True)


class Link(Base):
    """A link between two objects, such as tickets; in ParentChild the source is the parent."""

    __tablename__ = "link"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(50))
    source_kind: Mapped[str] = mapped_column(String(50))
    source_id: Mapped[Ref]
    target_kind: Mapped[str] = mapped_column(String(50))
    target_id: Mapped[Ref]
    create_time: Mapped[Moment]
    create_by: Mapped[int]

    __table_args__ = (
        Index("uq_link", "source_kind", "source_id", "target_kind", "target_id", "kind", unique=True),
        Index("ix_link_target", "target_kind", "target_id"),
    )


class TimeAccounting(Base):
    __tablename__ = "time_accounting"

    id: Mapped[Id]
    ticket_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"), index=True)
    article_id: Mapped[Ref | None] = mapped_column(ForeignKey("article.id"))
    hundredths: Mapped[int] = mapped_column(BigInteger)
    """Time units times 100: sums stay exact on every database."""
    create_time: Mapped[Moment]
    create_by: Mapped[int]


class HistoryType(Base):
    __tablename__ = "history_type"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class History(Base):
    """What happened to a ticket, in OTRS' words, with the values as of then."""

    __tablename__ = "history"

    id: Mapped[Id]
    ticket_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"))
    article_id: Mapped[Ref | None]
    type_id: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(Text)
    queue_id: Mapped[Ref]
    state_id: Mapped[Ref]
    priority_id: Mapped[Ref]
    owner_id: Mapped[Ref]
    ticket_type_id: Mapped[Ref]
    create_time: Mapped[Moment]
    create_by: Mapped[int]

    __table_args__ = (
        Index("ix_history_ticket", "ticket_id", "id"),
        Index("ix_history_type", "type_id", "ticket_id"),
        Index("ix_history_create_time", "create_time", "ticket_id"),
    )


class TicketCounter(Base):
    """The last counter given out, per kind of number (a day, or 'all'). Numbers are never given out twice."""

    __tablename__ = "ticket_counter"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class DeletedTicket(Base):
    """What a purge leaves behind: the number, which is never used again."""

    __tablename__ = "deleted_ticket"

    ticket_id: Mapped[Ref] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(50), unique=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    create_time: Mapped[Moment]
    create_by: Mapped[int]
