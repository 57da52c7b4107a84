"""Give a ticket an owner and a responsible agent."""

from polydesk.desk.people.directory import Directory
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.events import OwnerSet, ResponsibleSet
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work


def assign_owner(work: Work, ticket_id: int, agent_id: int, *, right: str = "owner") -> Ticket:
    """The first owner becomes responsible as well, if nobody is yet."""
    ticket = load_ticket(work, ticket_id, right)
    if agent_id == ticket.owner_id:
        return ticket
    ticket.owner_id = agent_id
    work.record(OwnerSet(ticket, work.config(Directory).agents[agent_id].login, agent_id))
    if ticket.responsible_id == SYSTEM_AGENT_ID and work.config(Settings)["Ticket::ResponsibleAutoSet"]:
        _set_responsible(work, ticket, agent_id)
    return ticket


def assign_responsible(work: Work, ticket_id: int, agent_id: int, *, right: str = "rw") -> Ticket:
    ticket = load_ticket(work, ticket_id, right)
    _set_responsible(work, ticket, agent_id)
    return ticket


def _set_responsible(work: Work, ticket: Ticket, agent_id: int) -> None:
    if agent_id != ticket.responsible_id and work.config(Settings)["Ticket::Responsible"]:
        ticket.responsible_id = agent_id
        work.record(ResponsibleSet(ticket, work.config(Directory).agents[agent_id].login, agent_id))
