"""Which agents hear of what others did to a ticket: the stock notifications of an OTRS-family desk."""

from collections.abc import Iterable

from sqlalchemy import select

from polydesk.desk.people.directory import Directory
from polydesk.desk.tickets.events import ArticleAdded, OwnerSet, ResponsibleSet
from polydesk.desk.tickets.models import Ticket, Watcher
from polydesk.desk.tickets.side_events import AgentNotified
from polydesk.kernel.actors import SYSTEM_AGENT_ID, acting_agent_id
from polydesk.kernel.work import Work

OWNER_UPDATE = "Ticket owner update notification"
RESPONSIBLE_UPDATE = "Ticket responsible update notification"
NEW_NOTE = "Ticket new note notification"


def owner_was_set(work: Work, event: OwnerSet) -> None:
    work.at_end(lambda end: _notify(end, event.ticket, OWNER_UPDATE, [event.ticket.owner_id]))


def responsible_was_set(work: Work, event: ResponsibleSet) -> None:
    work.at_end(lambda end: _notify(end, event.ticket, RESPONSIBLE_UPDATE, [event.ticket.responsible_id]))


def note_was_added(work: Work, event: ArticleAdded) -> None:
    """Owner, responsible and watchers hear of a note, unless its author wished otherwise."""
    if event.kind == "AddNote" and not event.notify.nobody:
        work.at_end(lambda end: _notify(end, event.ticket, NEW_NOTE, _concerned(end, event)))


def _concerned(work: Work, event: ArticleAdded) -> list[int]:
    ticket = event.ticket
    watchers = select(Watcher.agent_id).where(Watcher.ticket_id == ticket.id).order_by(Watcher.agent_id)
    usual = [ticket.owner_id, ticket.responsible_id, *work.connection.execute(watchers).scalars()]
    wanted = dict.fromkeys([*usual, *sorted(event.notify.also)])
    return [agent_id for agent_id in wanted if agent_id not in event.notify.never]


def _notify(work: Work, ticket: Ticket, notification: str, agent_ids: Iterable[int]) -> None:
    """Nobody is told what they did themselves, and nobody (the system agent) is told nothing."""
    agents = work.config(Directory).agents
    for agent_id in agent_ids:
        agent = agents.get(agent_id)
        if agent and agent.valid and agent_id not in (SYSTEM_AGENT_ID, acting_agent_id(work.actor)):
            work.record(AgentNotified(ticket, notification, agent.login, "Email"))
