"""What is held back on a ticket that is merged goes out from the main one, where what it answers has gone."""

from polydesk.desk.tickets.merge_rows import go_along
from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.desk.writing.models import HeldWriting
from polydesk.kernel.work import Work

_TABLE = HeldWriting.metadata.tables["held_writing"]


def move_held(work: Work, event: TicketMerged) -> None:
    """The recorder of TicketMerged, and of its undoing."""
    go_along(work, _TABLE, event)
