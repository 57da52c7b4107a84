"""Mail about a ticket that is merged goes with it: what comes back undelivered is told there."""

from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.merge_rows import go_along
from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.kernel.work import Work

_TABLE = OutgoingMail.metadata.tables["outgoing_mail"]


def move_mail(work: Work, event: TicketMerged) -> None:
    """The recorder of TicketMerged, and of its undoing."""
    go_along(work, _TABLE, event)
