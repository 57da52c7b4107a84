"""Mail that goes out: what is to be sent, and the notifications that ask for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, LongText, MasterData, Moment, Name, Ref
from polydesk.kernel.db import Base


class Notification(MasterData, Base):
    """Who is told of what by mail. Placeholders as in OTRS (<OTRS_…>) or osTicket (%{…})."""

    __tablename__ = "notification"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    events: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Names of events: TicketOpened, ArticleAdded, OwnerSet, …"""
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    recipients: Mapped[list[str]] = mapped_column(JSON, default=list)
    """owner, responsible, watchers, customer, collaborators, queue_agents, team, account_manager, admin, addresses"""
    subject: Mapped[LongText]
    text: Mapped[LongText]
    content_type: Mapped[str] = mapped_column(String(100), default="text/plain")


QUEUED, SENDING, SENT, FAILED, HELD = "queued", "sending", "sent", "failed", "held"
"""States of a mail: waiting; in a server's hands right now; taken by it; refused for good; kept until a way of sending
is set up, or for good where the address is none."""


class OutgoingMail(Base):
    """A mail as it goes out, written in the transaction of what it tells of."""

    __tablename__ = "outgoing_mail"

    id: Mapped[Id]
    ticket_id: Mapped[Ref | None] = mapped_column(ForeignKey("ticket.id"))
    article_id: Mapped[Ref | None] = mapped_column(ForeignKey("article.id"))
    kind: Mapped[str] = mapped_column(String(40))
    """reply, auto_response, notification, …"""
    sender: Mapped[str] = mapped_column(String(320))
    """The envelope's; empty for mail that must not be answered."""
    recipient: Mapped[str] = mapped_column(String(320))
    """The envelope's. A mail to several people is several rows, each sent, retried and refused by itself."""
    subject: Mapped[LongText]
    message_id: Mapped[LongText]
    """Without angle brackets."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What the mail is composed from: see desk/sending/content.py."""
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[Moment]
    error: Mapped[LongText]
    create_time: Mapped[Moment]
    sent_at: Mapped[datetime | None] = mapped_column(DateTime)

    __table_args__ = (
        Index("ix_outgoing_mail_state", "state", "next_try_at"),
        Index("ix_outgoing_mail_ticket", "ticket_id"),
        Index("ix_outgoing_mail_recipient", func.lower(recipient), "create_time"),
    )
