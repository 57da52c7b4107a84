"""Set the type of a ticket."""

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.events import TypeSet
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Work


def set_type(work: Work, ticket_id: int, type_id: int, *, right: str = "rw") -> Ticket:
    ticket = load_ticket(work, ticket_id, right)
    if type_id != ticket.type_id:
        types = work.config(Catalogue).types
        old, new = types[ticket.type_id], types[type_id]
        ticket.type_id = type_id
        work.record(TypeSet(ticket, new.name, new.id, old.name, old.id))
    return ticket
