"""Which agents hear of what others did to a ticket: the stock notifications of an OTRS-family desk."""

from collections.abc import Iterable

from sqlalchemy import select

from polydesk.desk.notifications.conditions import Happened, happened_in, holds
from polydesk.desk.notifications.notify import send_to
from polydesk.desk.notifications.recipients import agent_recipients
from polydesk.desk.notifications.registry import Notifications
from polydesk.desk.tickets.events import ArticleAdded, OwnerSet, ResponsibleSet
from polydesk.desk.tickets.models import Watcher
from polydesk.kernel.work import Work

OWNER_UPDATE = "Ticket owner update notification"
RESPONSIBLE_UPDATE = "Ticket responsible update notification"
NEW_NOTE = "Ticket new note notification"


def owner_was_set(work: Work, event: OwnerSet) -> None:
    work.at_end(lambda end: _notify(end, Happened(event.ticket), OWNER_UPDATE, [event.ticket.owner_id]))


def responsible_was_set(work: Work, event: ResponsibleSet) -> None:
    work.at_end(lambda end: _notify(end, Happened(event.ticket), RESPONSIBLE_UPDATE, [event.ticket.responsible_id]))


def note_was_added(work: Work, event: ArticleAdded) -> None:
    """Owner, responsible and watchers hear of a note, unless its author wished otherwise."""
    if event.kind == "AddNote" and not event.notify.nobody:
        work.at_end(lambda end: _notify(end, happened_in(event), NEW_NOTE, _concerned(end, event)))


def _concerned(work: Work, event: ArticleAdded) -> list[int]:
    ticket = event.ticket
    watchers = select(Watcher.agent_id).where(Watcher.ticket_id == ticket.id).order_by(Watcher.agent_id)
    usual = [ticket.owner_id, ticket.responsible_id, *work.connection.execute(watchers).scalars()]
    wanted = dict.fromkeys([*usual, *sorted(event.notify.also)])
    return [agent_id for agent_id in wanted if agent_id not in event.notify.never]


def _notify(work: Work, happened: Happened, name: str, agent_ids: Iterable[int]) -> None:
    """By the notification of that name, if the desk has it."""
    notification = work.config(Notifications).named(name)
    if notification and holds(work, notification.conditions, happened):
        for recipient in agent_recipients(work, agent_ids):
            send_to(work, notification, happened, recipient)
