"""Open a ticket."""

from dataclasses import dataclass

from sqlalchemy import bindparam, insert
from sqlalchemy.orm import make_transient_to_detached

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import let_finish
from polydesk.desk.tickets.escalate import reckon_escalation
from polydesk.desk.tickets.events import CustomerSet, ServiceSet, SlaSet, TicketOpened
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.numbers import next_number
from polydesk.kernel.actors import SYSTEM_AGENT_ID, acting_agent_id
from polydesk.kernel.prepared import Prepared, constant_defaults
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

TITLE_LENGTH = 191
"""As long as titles get in OTRS-family databases; what is beyond is cut."""
LONGEST_TITLE = 255
"""As long as titles can be here."""
CUSTOMER_LENGTH = 200
"""As long as logins and CustomerIDs get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """A ticket to be opened. Ids were looked up and found valid by the caller, who also checked `create`."""

    title: str
    queue_id: int
    type_id: int
    state_id: int
    priority_id: int
    service_id: int | None = None
    sla_id: int | None = None
    customer_id: str = ""
    customer_user: str = ""
    origin: str = ""
    number: str = ""
    """Empty: the next one of the desk's generator."""
    help_topic_id: int | None = None
    status_id: int | None = None
    system_address_id: int | None = None
    source: str = ""
    remote_address: str = ""
    longest_title: int = TITLE_LENGTH


UNLOCKED = 1

_TABLE = Ticket.metadata.tables["ticket"]
_COLUMNS = [column.name for column in _TABLE.columns if not column.primary_key]
_BLANK = dict.fromkeys(_COLUMNS) | constant_defaults(_TABLE)
_INSERT = Prepared(insert(_TABLE).values({name: bindparam(name) for name in _COLUMNS}).returning(_TABLE.c.id))


def open_ticket(work: Work, new: NewTicket) -> Ticket:
    """A new ticket, unlocked and owned by nobody (the system agent). Articles, owner and so on are set afterwards."""
    ticket = _unassigned(work, new)
    if work.config(Catalogue).states[new.state_id].type == "closed":
        ticket.first_closed_at = ticket.last_closed_at = work.now
    reckon_escalation(work, ticket)
    _insert(work, ticket)
    let_finish(work, ticket)
    _record(work, ticket)
    return ticket


def _unassigned(work: Work, new: NewTicket) -> Ticket:
    author = acting_agent_id(work.actor)
    values = {
        **_BLANK,
        "number": new.number or next_number(work),
        "title": new.title[: new.longest_title],
        "queue_id": new.queue_id,
        "type_id": new.type_id,
        "service_id": new.service_id,
        "sla_id": new.sla_id,
        "state_id": new.state_id,
        "priority_id": new.priority_id,
        "lock_id": UNLOCKED,
        "owner_id": SYSTEM_AGENT_ID,
        "responsible_id": SYSTEM_AGENT_ID,
        "customer_id": new.customer_id[:CUSTOMER_LENGTH],
        "customer_user": new.customer_user[:CUSTOMER_LENGTH],
        "origin": new.origin,
        "help_topic_id": new.help_topic_id,
        "status_id": new.status_id,
        "system_address_id": new.system_address_id,
        "source": new.source,
        "remote_address": new.remote_address,
        "create_time": work.now,
        "create_by": author,
        "change_time": work.now,
        "change_by": author,
    }
    return Ticket(**values)


def _insert(work: Work, ticket: Ticket) -> None:
    """Past the unit of work, whose insert costs twice as much; from here on the session looks after the ticket."""
    [(ticket.id,)] = _INSERT.rows(work.connection, **{name: getattr(ticket, name) for name in _COLUMNS})
    make_transient_to_detached(ticket)
    work.session.add(ticket)


def _record(work: Work, ticket: Ticket) -> None:
    catalogue = work.config(Catalogue)
    queue, state = catalogue.queues[ticket.queue_id], catalogue.states[ticket.state_id]
    work.record(TicketOpened(ticket, queue.name, catalogue.priorities[ticket.priority_id].name, state.name))
    if work.config(Settings)["Ticket::Service"]:
        work.record(ServiceSet(ticket, catalogue.services.get(ticket.service_id), None))
        work.record(SlaSet(ticket, catalogue.slas.get(ticket.sla_id), None))
    if ticket.customer_id or ticket.customer_user:
        work.record(CustomerSet(ticket))
