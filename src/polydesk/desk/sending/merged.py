"""Mail about a ticket that is merged goes with it: what comes back undelivered is told there."""

from sqlalchemy import update

from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.kernel.among import among
from polydesk.kernel.work import Work

_TABLE = OutgoingMail.metadata.tables["outgoing_mail"]


def move_mail(work: Work, event: TicketMerged) -> None:
    """The recorder of TicketMerged and of its undoing, which are recorded on both tickets; once is enough."""
    if not event.is_main:
        return
    if event.goes_to == event.main_id:
        moved = update(_TABLE).where(_TABLE.c.ticket_id == event.merged_id)
        work.connection.execute(moved.values(ticket_id=event.main_id))
    else:
        back = update(_TABLE).where(_TABLE.c.ticket_id == event.main_id, among(_TABLE.c.article_id, "ids"))
        work.connection.execute(back.values(ticket_id=event.merged_id), {"ids": event.article_ids})
