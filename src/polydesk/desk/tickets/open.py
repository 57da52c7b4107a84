"""Open a ticket."""

from dataclasses import dataclass

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import let_finish
from polydesk.desk.tickets.escalate import reckon_escalation
from polydesk.desk.tickets.events import CustomerSet, ServiceSet, SlaSet, TicketOpened
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.numbers import next_number
from polydesk.kernel.actors import SYSTEM_AGENT_ID, acting_agent_id
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

TITLE_LENGTH = 191
"""As long as titles get in OTRS-family databases; what is beyond is cut."""


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


UNLOCKED = 1


def open_ticket(work: Work, new: NewTicket) -> Ticket:
    """A new ticket, unlocked and owned by nobody (the system agent). Articles, owner and so on are set afterwards."""
    catalogue = work.config(Catalogue)
    author = acting_agent_id(work.actor)
    ticket = Ticket(
        number=next_number(work),
        title=new.title[:TITLE_LENGTH],
        queue_id=new.queue_id,
        type_id=new.type_id,
        service_id=new.service_id,
        sla_id=new.sla_id,
        state_id=new.state_id,
        priority_id=new.priority_id,
        lock_id=UNLOCKED,
        owner_id=SYSTEM_AGENT_ID,
        responsible_id=SYSTEM_AGENT_ID,
        customer_id=new.customer_id,
        customer_user=new.customer_user,
        origin=new.origin,
        until_time=0,
        unlock_timeout=0,
        accounted_hundredths=0,
        create_time=work.now,
        create_by=author,
        change_time=work.now,
        change_by=author,
    )
    state = catalogue.states[new.state_id]
    if state.type == "closed":
        ticket.first_closed_at = ticket.last_closed_at = work.now
    reckon_escalation(work, ticket)
    work.session.add(ticket)
    work.session.flush()
    let_finish(work, ticket)
    priority = catalogue.priorities[new.priority_id].name
    work.record(TicketOpened(ticket, catalogue.queues[new.queue_id].name, priority, state.name))
    if work.config(Settings)["Ticket::Service"]:
        service, sla = catalogue.services.get(new.service_id), catalogue.slas.get(new.sla_id)
        work.record(ServiceSet(ticket, service, None))
        work.record(SlaSet(ticket, sla, None))
    if new.customer_id or new.customer_user:
        work.record(CustomerSet(ticket))
    return ticket
