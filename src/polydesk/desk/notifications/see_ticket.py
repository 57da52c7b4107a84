"""Whoever reads a ticket has seen what they were told of it."""

from sqlalchemy import func, update

from polydesk.desk.notifications.models import NotificationView
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Work

_TABLE = NotificationView.metadata.tables["notification_view"]


def see_notifications_of_ticket(work: Work, customer: CustomerActor, ticket_id: int) -> None:
    """Only the customer user's own notifications about this ticket."""
    work.connection.execute(
        update(_TABLE)
        .where(
            _TABLE.c.object_type == "Ticket",
            _TABLE.c.object_id == str(ticket_id),
            _TABLE.c.subject_kind == "customer",
            func.lower(_TABLE.c.subject) == customer.login.lower(),
            _TABLE.c.seen == 0,
        )
        .values(seen=1)
    )
