"""Alerts a way in asks for: of a new ticket, a new message, an assignment."""

from polydesk.desk.notifications.conditions import Happened
from polydesk.desk.notifications.notify import notify
from polydesk.desk.notifications.registry import Notifications
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Work


def alert(work: Work, ticket: Ticket, kind: str, *, article_id: int | None = None, agent_id: int | None = None) -> None:
    """Queue mail for every notification that names this kind ("new_ticket", "new_message", "assigned") as an event.

    They are named apart from events, since the sender may wish for none and mail that bounced asks for none.
    """
    for notification in work.config(Notifications).about(kind):
        notify(work, notification, Happened(ticket, article_id, agent_id))
