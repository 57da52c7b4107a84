"""How tickets come in from outside: help topics, forms, statuses, filters, bans, keys, number sequences."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, SmallInteger, String, func
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Flag, Id, LongText, MasterData, Name, Ref
from polydesk.kernel.db import Base


class TicketStatus(MasterData, Base):
    """A finer name for a state. Loading an osTicket desk gives its statuses their ids."""

    __tablename__ = "ticket_status"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    state_id: Mapped[Ref] = mapped_column(ForeignKey("state.id"))
    archived: Mapped[Flag]
    reopens: Mapped[int] = mapped_column(SmallInteger, default=1)
    """Whether a reply of the customer opens the ticket again."""


class NumberSequence(MasterData, Base):
    __tablename__ = "number_sequence"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    next: Mapped[int] = mapped_column(BigInteger, default=1)
    increment: Mapped[int] = mapped_column(default=1)
    padding: Mapped[str] = mapped_column(String(1), default="0")


class Form(MasterData, Base):
    """An ordered list of fields: of every customer user, of every ticket, or of topics that name it.

    Each of `fields` is a mapping: id, name, type, label, configuration, required, visible_to_users, and
    `dynamic_field`, the name of the dynamic field that holds the answer (tickets only).
    """

    __tablename__ = "form"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    """user, ticket or topic"""
    fields: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class FieldList(MasterData, Base):
    """A list whose items a form field offers. Each of `items`: id, value, abbreviation, enabled."""

    __tablename__ = "field_list"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class HelpTopic(MasterData, Base):
    """What people say they write about; it decides what becomes of the ticket."""

    __tablename__ = "help_topic"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    parent_id: Mapped[Ref | None]
    queue_id: Mapped[Ref | None] = mapped_column(ForeignKey("queue.id"))
    priority_id: Mapped[Ref | None] = mapped_column(ForeignKey("priority.id"))
    sla_id: Mapped[Ref | None] = mapped_column(ForeignKey("sla.id"))
    status_id: Mapped[Ref | None] = mapped_column(ForeignKey("ticket_status.id"))
    agent_id: Mapped[Ref | None] = mapped_column(ForeignKey("agent.id"))
    team_id: Mapped[Ref | None] = mapped_column(ForeignKey("team.id"))
    number_format: Mapped[str] = mapped_column(String(60), default="")
    sequence_id: Mapped[Ref | None] = mapped_column(ForeignKey("number_sequence.id"))
    forms: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Ids of forms of kind topic."""
    public: Mapped[int] = mapped_column(SmallInteger, default=1)
    no_auto_response: Mapped[Flag]


class AddressRoute(MasterData, Base):
    """What mail to one of our addresses becomes. Without a row it becomes what the desk's defaults say."""

    __tablename__ = "address_route"

    id: Mapped[Id]
    address: Mapped[Name] = mapped_column(unique=True)
    queue_id: Mapped[Ref | None] = mapped_column(ForeignKey("queue.id"))
    priority_id: Mapped[Ref | None] = mapped_column(ForeignKey("priority.id"))
    help_topic_id: Mapped[Ref | None] = mapped_column(ForeignKey("help_topic.id"))
    no_auto_response: Mapped[Flag]


class TicketFilter(MasterData, Base):
    """Rejects or routes what comes in. Rules: what, how, value. Actions: type, configuration."""

    __tablename__ = "ticket_filter"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    target: Mapped[str] = mapped_column(String(20), default="Any")
    """Any, Web, API, Email, or the id of one of our addresses"""
    position: Mapped[int] = mapped_column(default=0)
    match_all: Mapped[Flag]
    stop: Mapped[Flag]
    rules: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    actions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class BannedAddress(MasterData, Base):
    __tablename__ = "banned_address"

    id: Mapped[Id]
    address: Mapped[Name] = mapped_column()

    __table_args__ = (Index("uq_banned_address", func.lower(address), unique=True),)


class IntakeKey(MasterData, Base):
    """A key for osTicket's API, good from one address. Only the SHA-256 of its upper-case form is kept."""

    __tablename__ = "intake_key"

    id: Mapped[Id]
    label: Mapped[Name] = mapped_column(unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), index=True)
    address: Mapped[str] = mapped_column(String(64))
    create_tickets: Mapped[Flag]
    run_cron: Mapped[Flag]
    as_original: Mapped[Flag]
    """Restores what the original allows and we by default do not: undocumented parameters, foreign threads."""


class ForeignId(MasterData, Base):
    """The id something has in another system, where it differs from ours. Names are like osticket/agent/1."""

    __tablename__ = "foreign_id"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    local_id: Mapped[Ref]


class SystemLog(Base):
    """What an administrator should know of what came in: refused keys, unexpected data, loops."""

    __tablename__ = "system_log"

    id: Mapped[Id]
    level: Mapped[str] = mapped_column(String(10))
    """Error, Warning or Debug"""
    title: Mapped[Name]
    text: Mapped[LongText]
    remote_address: Mapped[str] = mapped_column(String(64), default="")
    create_time: Mapped[datetime] = mapped_column(DateTime, index=True)
