"""Set the state of a ticket: the one place where states change."""

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.escalate import reckon_escalation
from polydesk.desk.tickets.events import PendingTimeSet, StateSet
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_lock import unlock
from polydesk.kernel.work import Work


def set_state(work: Work, ticket_id: int, state_id: int, *, right: str = "rw") -> Ticket:
    """Closing unlocks, leaving a pending state takes the pending time away. The same state again is no change.

    The finer name of the old state goes with it.
    """
    ticket = load_ticket(work, ticket_id, right, customers=True)
    states = work.config(Catalogue).states
    old, new = states[ticket.state_id], states[state_id]
    if new.id == old.id:
        return ticket
    if new.type == "closed":
        unlock(work, ticket)
        ticket.first_closed_at = ticket.first_closed_at or work.now
        ticket.last_closed_at = work.now
    ticket.state_id, ticket.status_id = new.id, None
    reckon_escalation(work, ticket)
    work.record(StateSet(ticket, old.name, new.name, old.type, new.type))
    if ticket.until_time and not new.type.startswith("pending"):
        ticket.until_time = 0
        work.record(PendingTimeSet(ticket, None))
    return ticket
