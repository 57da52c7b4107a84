"""Which agents hear of what others did to a ticket: the stock notifications of an OTRS-family desk."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import select

from polydesk.desk.notifications.conditions import Happened, happened_in, holds
from polydesk.desk.notifications.notify import send_to
from polydesk.desk.notifications.recipients import agent_recipients
from polydesk.desk.notifications.registry import Notifications
from polydesk.desk.tickets.events import ArticleAdded, OwnerSet, ResponsibleSet
from polydesk.desk.tickets.mentions import mentioned_by
from polydesk.desk.tickets.models import Watcher
from polydesk.kernel.work import Work

OWNER_UPDATE = "Ticket owner update notification"
RESPONSIBLE_UPDATE = "Ticket responsible update notification"
NEW_NOTE = "Ticket new note notification"


def owner_was_set(work: Work, event: OwnerSet) -> None:
    """Only who is the owner in the end: nobody hears of what another gets, or twice."""

    def tell(end: Work) -> None:
        if event.ticket.owner_id == event.agent_id:
            _notify(end, Happened(event.ticket), OWNER_UPDATE, [event.agent_id])

    work.at_end(tell)


def responsible_was_set(work: Work, event: ResponsibleSet) -> None:
    """As with owners."""

    def tell(end: Work) -> None:
        if event.ticket.responsible_id == event.agent_id:
            _notify(end, Happened(event.ticket), RESPONSIBLE_UPDATE, [event.agent_id])

    work.at_end(tell)


def note_was_added(work: Work, event: ArticleAdded) -> None:
    """Owner, responsible, watchers and who is mentioned hear of a note, unless its author wished otherwise."""
    if event.kind == "AddNote" and not event.notify.nobody:
        work.at_end(lambda end: _tell_of_note(end, event))


def _tell_of_note(work: Work, event: ArticleAdded) -> None:
    ticket, wish = event.ticket, event.notify
    rows = select(Watcher.agent_id).where(Watcher.ticket_id == ticket.id).order_by(Watcher.agent_id)
    watchers = work.connection.execute(rows).scalars().all()
    named = [one.id for one in mentioned_by(work, event)]
    wanted = dict.fromkeys([ticket.owner_id, ticket.responsible_id, *watchers, *sorted(wish.also), *named])
    watching = set(watchers) - {ticket.owner_id, ticket.responsible_id} - wish.also - set(named)
    told = [agent_id for agent_id in wanted if agent_id not in wish.never]
    _notify(work, happened_in(event), NEW_NOTE, told, watching)


def _notify(
    work: Work, happened: Happened, name: str, agent_ids: Iterable[int], watching: Collection[int] = ()
) -> None:
    """By the notification of that name, if the desk has it. Who only is `watching` is told how to leave."""
    notification = work.config(Notifications).named(name)
    if notification and holds(work, notification.conditions, happened):
        for recipient in agent_recipients(work, agent_ids):
            send_to(work, notification, happened, replace(recipient, may_leave=recipient.agent_id in watching))
