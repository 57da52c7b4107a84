"""Delete a ticket: every API treats it as gone, an administrator can still find what it was."""

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.side_events import TicketDeleted
from polydesk.kernel.work import Work


def delete_ticket(work: Work, ticket_id: int, *, right: str = "rw") -> Ticket:
    """Set it removed, archived and deleted. Its number is never used again; rows are purged by administrators only."""
    ticket = load_ticket(work, ticket_id, right)
    removed = next(state for state in work.config(Catalogue).states if state.type == "removed")
    set_state(work, ticket_id, removed.id, right=right)
    set_archived(work, ticket_id, True, right=right)
    work.record(TicketDeleted(ticket))
    ticket.deleted_at = work.now
    return ticket
