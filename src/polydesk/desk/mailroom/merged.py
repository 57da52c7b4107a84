"""Messages of a ticket that is merged go with it."""

from polydesk.desk.mailroom.models import MailMessage
from polydesk.desk.tickets.merge_rows import go_along
from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.kernel.work import Work

_TABLE = MailMessage.metadata.tables["mail_message"]


def move_messages(work: Work, event: TicketMerged) -> None:
    """The recorder of TicketMerged, and of its undoing."""
    go_along(work, _TABLE, event)
