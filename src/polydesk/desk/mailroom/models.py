"""Mail that came in: where it is fetched, what was stored of it, what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Flag, Id, LongText, MasterData, Moment, Name, Ref
from polydesk.kernel.db import Base


class Mailbox(MasterData, Base):
    """An account whose mail becomes tickets. Its password is in the data folder's secrets, never in the database."""

    __tablename__ = "mailbox"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    protocol: Mapped[str] = mapped_column(String(10))
    """imap, imaps, pop3, pop3s; plain imap and pop3 use STARTTLS unless `insecure`"""
    host: Mapped[Name]
    port: Mapped[int] = mapped_column(default=0)
    """0: the protocol's own"""
    login: Mapped[Name]
    folder: Mapped[Name] = mapped_column(default="INBOX")
    insecure: Mapped[Flag]
    trusted: Mapped[Flag]
    """X-OTRS-* headers of this mailbox are obeyed."""
    as_original: Mapped[Flag]
    keep: Mapped[Flag]
    """Mail stays at its source, marked as seen, instead of being removed there once it is stored."""
    idle: Mapped[Flag] = mapped_column(default=1)
    """Mail is fetched as soon as the server says that it came (IMAP's IDLE), besides now and then."""
    queue_id: Mapped[Ref | None] = mapped_column(ForeignKey("queue.id"))
    """Where its mail goes; without one the address it was sent to decides."""
    oauth: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Empty, or: provider (microsoft, google), client_id, tenant, token_url"""


class MailboxRun(Base):
    """The last time a mailbox was fetched from, and the last time that went well."""

    __tablename__ = "mailbox_run"

    mailbox_id: Mapped[Ref] = mapped_column(ForeignKey("mailbox.id"), primary_key=True)
    ended_at: Mapped[Moment]
    succeeded_at: Mapped[datetime | None] = mapped_column(DateTime)
    taken: Mapped[int]
    """Messages it brought."""
    error: Mapped[LongText]
    """Empty when it went well."""


class PostmasterFilter(MasterData, Base):
    """OTRS' postmaster filter: if all of `match` hold, `set` takes effect as if the headers were trusted."""

    __tablename__ = "postmaster_filter"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=0)
    stop: Mapped[Flag]
    match: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Each: header, pattern, not"""
    set: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Each: header (X-OTRS-…), value"""


RECEIVED, ACCEPTED, REJECTED, PARKED = "received", "accepted", "rejected", "parked"
"""States of a message: stored only; a ticket or article; turned away for a reason; failed, to be tried again."""


class MailMessage(Base):
    """A message as it arrived, stored before anything else happened to it, and what became of it."""

    __tablename__ = "mail_message"

    id: Mapped[Id]
    source: Mapped[Name]
    """mailbox:NAME, pipe, api or lmtp"""
    source_key: Mapped[Name]
    """What makes it the same delivery: a UID with its validity, a UIDL, a random key for deliveries without one."""
    mailbox_id: Mapped[Ref | None] = mapped_column(ForeignKey("mailbox.id"))
    file_hash: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    envelope_from: Mapped[str | None] = mapped_column(String(320))
    envelope_to: Mapped[LongText]
    remote_address: Mapped[str] = mapped_column(String(64), default="")
    as_original: Mapped[int] = mapped_column(SmallInteger, default=0)
    trusted: Mapped[int] = mapped_column(SmallInteger, default=0)
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[LongText]
    """Why it was rejected or parked."""
    attempts: Mapped[int] = mapped_column(default=0)
    sender: Mapped[LongText]
    subject: Mapped[LongText]
    message_id: Mapped[LongText]
    ticket_id: Mapped[Ref | None]
    article_id: Mapped[Ref | None]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """The flight recorder: each filter's name, what it saw and what it decided."""
    create_time: Mapped[Moment]
    done_at: Mapped[datetime | None] = mapped_column(DateTime)

    __table_args__ = (
        UniqueConstraint("source", "source_key"),
        Index("ix_mail_message_state", "state", "id"),
        Index("ix_mail_message_ticket", "ticket_id"),
    )
