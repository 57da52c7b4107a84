"""Give a ticket another title."""

from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.events import Renamed
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.open import TITLE_LENGTH
from polydesk.kernel.work import Work


def rename_ticket(work: Work, ticket_id: int, title: str, *, right: str = "rw", longest: int = TITLE_LENGTH) -> Ticket:
    ticket = load_ticket(work, ticket_id, right, customers=True)
    old, new = ticket.title, title[:longest]
    if new != old:
        ticket.title = new
        work.record(Renamed(ticket, old, new))
    return ticket
