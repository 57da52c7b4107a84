"""An agent is at work on the ticket: the time after which its lock runs out starts anew."""

from polydesk.desk.tickets.events import UnlockTimeReset
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.clock import epoch
from polydesk.kernel.work import Work


def reset_unlock_time(work: Work, ticket: Ticket) -> None:
    second = epoch(work.now)
    if ticket.unlock_timeout != second:
        ticket.unlock_timeout = second
        work.record(UnlockTimeReset(ticket))
