"""What is held back on a ticket that is merged goes out from the main one, where what it answers has gone."""

from sqlalchemy import update

from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.desk.writing.models import HeldWriting
from polydesk.kernel.work import Work

_TABLE = HeldWriting.metadata.tables["held_writing"]


def move_held(work: Work, event: TicketMerged) -> None:
    """The recorder of TicketMerged, which is recorded on both tickets; once is enough. Undoing it leaves it there."""
    if event.is_main and event.goes_to == event.main_id:
        moved = update(_TABLE).where(_TABLE.c.ticket_id == event.merged_id)
        work.connection.execute(moved.values(ticket_id=event.main_id))
