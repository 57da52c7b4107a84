"""Messages of a ticket that is merged go with it."""

from sqlalchemy import update

from polydesk.desk.mailroom.models import MailMessage
from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.kernel.work import Work

_TABLE = MailMessage.metadata.tables["mail_message"]


def move_messages(work: Work, event: TicketMerged) -> None:
    """The recorder of TicketMerged, which is recorded on both tickets; once is enough."""
    if event.is_main:
        moved = update(_TABLE).where(_TABLE.c.ticket_id == event.merged_id)
        work.connection.execute(moved.values(ticket_id=event.main_id))
