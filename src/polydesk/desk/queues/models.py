"""What a ticket can be put into or be set to: queues, states, priorities, locks, types, services, SLAs."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, LongText, MasterData, Name, Ref
from polydesk.kernel.db import Base


class EscalationTimes:
    """Minutes of working time until a clock runs out (0: no such clock), and the percentage that warns."""

    first_response_time: Mapped[int] = mapped_column(default=0)
    first_response_notify: Mapped[int] = mapped_column(default=0)
    update_time: Mapped[int] = mapped_column(default=0)
    update_notify: Mapped[int] = mapped_column(default=0)
    solution_time: Mapped[int] = mapped_column(default=0)
    solution_notify: Mapped[int] = mapped_column(default=0)
    calendar_id: Mapped[Ref | None] = mapped_column(ForeignKey("working_calendar.id"))


class WorkingCalendarRow(MasterData, Base):
    __tablename__ = "working_calendar"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    config: Mapped[dict[str, Any]] = mapped_column(JSON)


class SystemAddress(MasterData, Base):
    __tablename__ = "system_address"

    id: Mapped[Id]
    email: Mapped[Name] = mapped_column(unique=True)
    name: Mapped[Name]


class Salutation(MasterData, Base):
    __tablename__ = "salutation"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    text: Mapped[LongText]


class Signature(MasterData, Base):
    __tablename__ = "signature"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    text: Mapped[LongText]


FOLLOW_UP_POSSIBLE, FOLLOW_UP_REJECT, FOLLOW_UP_NEW_TICKET = 1, 2, 3


class Queue(EscalationTimes, MasterData, Base):
    __tablename__ = "queue"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    group_id: Mapped[Ref] = mapped_column(ForeignKey("agent_group.id"))
    unlock_timeout: Mapped[int] = mapped_column(default=0)
    follow_up: Mapped[int] = mapped_column(SmallInteger, default=FOLLOW_UP_POSSIBLE)
    follow_up_lock: Mapped[int] = mapped_column(SmallInteger, default=0)
    system_address_id: Mapped[Ref | None] = mapped_column(ForeignKey("system_address.id"))
    salutation_id: Mapped[Ref | None] = mapped_column(ForeignKey("salutation.id"))
    signature_id: Mapped[Ref | None] = mapped_column(ForeignKey("signature.id"))
    sla_id: Mapped[Ref | None]
    """The SLA of tickets from outside that name none."""
    comment: Mapped[LongText]


class StateType(Base):
    __tablename__ = "state_type"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class State(MasterData, Base):
    __tablename__ = "state"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    type_id: Mapped[Ref] = mapped_column(ForeignKey("state_type.id"))


class Priority(MasterData, Base):
    __tablename__ = "priority"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    color: Mapped[str] = mapped_column(String(25), default="")


class Lock(MasterData, Base):
    __tablename__ = "lock"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class TicketType(MasterData, Base):
    __tablename__ = "ticket_type"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class Service(MasterData, Base):
    __tablename__ = "service"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    comment: Mapped[LongText]


class Sla(EscalationTimes, MasterData, Base):
    __tablename__ = "sla"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    comment: Mapped[LongText]


class ServiceSla(Base):
    __tablename__ = "service_sla"

    service_id: Mapped[Ref] = mapped_column(ForeignKey("service.id"), primary_key=True)
    sla_id: Mapped[Ref] = mapped_column(ForeignKey("sla.id"), primary_key=True)


class CustomerService(Base):
    """A service a customer user may choose; the login '' stands for every customer user (a default service)."""

    __tablename__ = "customer_service"

    customer_login: Mapped[Name] = mapped_column(primary_key=True)
    service_id: Mapped[Ref] = mapped_column(ForeignKey("service.id"), primary_key=True)


class AutoResponseType(Base):
    __tablename__ = "auto_response_type"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class AutoResponse(MasterData, Base):
    """What a sender is told by itself: of a new ticket, a reply, a refusal."""

    __tablename__ = "auto_response"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    type_id: Mapped[Ref] = mapped_column(ForeignKey("auto_response_type.id"))
    subject: Mapped[LongText]
    text: Mapped[LongText]
    content_type: Mapped[str] = mapped_column(String(100), default="text/plain")
    system_address_id: Mapped[Ref | None] = mapped_column(ForeignKey("system_address.id"))


class QueueAutoResponse(Base):
    __tablename__ = "queue_auto_response"

    queue_id: Mapped[Ref] = mapped_column(ForeignKey("queue.id"), primary_key=True)
    auto_response_id: Mapped[Ref] = mapped_column(ForeignKey("auto_response.id"), primary_key=True)


class Template(MasterData, Base):
    """A text agents answer with (kind Answer, Forward, …); osTicket calls it a canned response."""

    __tablename__ = "template"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(40), default="Answer")
    text: Mapped[LongText]
    content_type: Mapped[str] = mapped_column(String(100), default="text/plain")


class TemplateQueue(Base):
    """A queue for whose tickets a template is offered; one that names none is offered for all."""

    __tablename__ = "template_queue"

    template_id: Mapped[Ref] = mapped_column(ForeignKey("template.id"), primary_key=True)
    queue_id: Mapped[Ref] = mapped_column(ForeignKey("queue.id"), primary_key=True)


class TemplateFile(Base):
    """A file that goes along with a template's text; its content lies in the desk's store."""

    __tablename__ = "template_file"

    id: Mapped[Id]
    template_id: Mapped[Ref] = mapped_column(ForeignKey("template.id"))
    filename: Mapped[str] = mapped_column(String(250))
    content_type: Mapped[str] = mapped_column(String(250))
    size: Mapped[int]
    file_hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("template_id", "filename"),)
