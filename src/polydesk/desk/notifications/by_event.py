"""Notifications about events: every event of a ticket, by its name."""

from functools import partial

from polydesk.desk.notifications.conditions import happened_in
from polydesk.desk.notifications.notify import notify
from polydesk.desk.notifications.registry import Notifications
from polydesk.desk.sending.events import AutoResponseQueued
from polydesk.desk.tickets.events import TicketEvent
from polydesk.desk.tickets.side_events import AgentNotified
from polydesk.kernel.work import Work

_OWN = (AgentNotified, AutoResponseQueued)
"""Mail is not told of by mail."""


def notify_of(work: Work, event: TicketEvent) -> None:
    """A recorder: queue mail for the notifications that name this event, once everything else is done."""
    about = work.config(Notifications).about(type(event).__name__)
    if not about or isinstance(event, _OWN):
        return
    happened = happened_in(event)
    for notification in about:
        work.at_end(partial(notify, notification=notification, happened=happened))
