"""Set the priority of a ticket."""

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.events import PrioritySet
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Work


def set_priority(work: Work, ticket_id: int, priority_id: int, *, right: str = "priority") -> Ticket:
    ticket = load_ticket(work, ticket_id, right, customers=True)
    if priority_id != ticket.priority_id:
        priorities = work.config(Catalogue).priorities
        old, new = priorities[ticket.priority_id], priorities[priority_id]
        ticket.priority_id = priority_id
        work.record(PrioritySet(ticket, old.name, old.id, new.name, new.id))
    return ticket
