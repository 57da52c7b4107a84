"""Move a ticket to another queue."""

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.escalate import reckon_escalation
from polydesk.desk.tickets.events import Moved
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_lock import unlock
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work


def move_ticket(work: Work, ticket_id: int, queue_id: int, *, right: str = "move_into") -> Ticket:
    """Moving to the queue it is in changes nothing. A move unlocks, as the new queue's agents are to take it."""
    ticket = load_ticket(work, ticket_id, right)
    if queue_id == ticket.queue_id:
        return ticket
    queues = work.config(Catalogue).queues
    old, new = queues[ticket.queue_id], queues[queue_id]
    ticket.queue_id = queue_id
    reckon_escalation(work, ticket)
    work.record(Moved(ticket, new.name, new.id, old.name, old.id))
    if work.config(Settings)["Ticket::ForceUnlockAfterMove"]:
        unlock(work, ticket)
    return ticket
