"""Put a ticket into the archive, and take it out again."""

from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.side_events import ArchiveFlagSet
from polydesk.kernel.work import Work


def set_archived(work: Work, ticket_id: int, archived: bool, *, right: str = "rw") -> Ticket:
    ticket = load_ticket(work, ticket_id, right)
    if bool(ticket.archived) != archived:
        ticket.archived = int(archived)
        work.record(ArchiveFlagSet(ticket))
    return ticket
