"""Lock and unlock a ticket."""

from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.events import Locked, OwnerReset, TemporarilyLocked, Unlocked
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.reset_unlock_time import reset_unlock_time
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work


def set_lock(work: Work, ticket_id: int, lock_id: int, *, right: str = "rw") -> Ticket:
    """Set one of the locks (unlock, lock, tmp_lock). The lock it has already is no change."""
    ticket = load_ticket(work, ticket_id, right)
    if lock_id == ticket.lock_id:
        return ticket
    name = work.config(Catalogue).locks[lock_id].name
    if name == "unlock":
        unlock(work, ticket)
        return ticket
    ticket.lock_id = lock_id
    if name == "lock":
        ticket.first_locked_at = ticket.first_locked_at or work.now
        work.record(Locked(ticket))
        reset_unlock_time(work, ticket)
    else:
        work.record(TemporarilyLocked(ticket))
    return ticket


def unlock(work: Work, ticket: Ticket) -> None:
    """Unlock a ticket somebody else has loaded; with OwnerResetOnUnlock it belongs to nobody afterwards."""
    free = work.config(Catalogue).locks.named("unlock")
    if free is None or ticket.lock_id == free.id:
        return
    if work.config(Settings)["Ticket::OwnerResetOnUnlock"] and ticket.owner_id != SYSTEM_AGENT_ID:
        work.record(OwnerReset(ticket, work.config(Directory).agents[SYSTEM_AGENT_ID].login))
        ticket.owner_id = SYSTEM_AGENT_ID
    ticket.lock_id = free.id
    work.record(Unlocked(ticket))
