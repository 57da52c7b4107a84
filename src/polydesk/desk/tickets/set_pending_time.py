"""Set until when a ticket waits."""

from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.events import PendingTimeSet
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.clock import from_epoch, in_zone
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

LATEST = 253_402_300_799
"""The last second of the year 9999."""


def set_pending_time(work: Work, ticket_id: int, until: int, *, right: str = "rw") -> Ticket:
    """`until` is an epoch in seconds; a moment in the past is taken as well, and passes at once."""
    if not 0 < until <= LATEST:
        raise Invalid("pending_time", until=until)
    ticket = load_ticket(work, ticket_id, right)
    ticket.until_time = until
    work.record(PendingTimeSet(ticket, in_zone(from_epoch(until), work.config(Settings).zone)))
    return ticket
