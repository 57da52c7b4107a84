"""Watch a ticket, and stop watching it."""

from sqlalchemy import delete, insert, select

from polydesk.desk.people.directory import Directory
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.models import Watcher
from polydesk.desk.tickets.side_events import WatcherAdded, WatcherRemoved
from polydesk.kernel.actors import AgentActor, acting_agent_id
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work

_TABLE = Watcher.metadata.tables["watcher"]


def watch_ticket(work: Work, ticket_id: int, agent_id: int) -> None:
    """Watch a ticket, or let somebody else watch it, who can read it from then on. Watching twice is watching."""
    ticket = load_ticket(work, ticket_id, _right_over(work, agent_id))
    watcher = work.config(Directory).agents.get(agent_id)
    if watcher is None or not watcher.valid:
        raise Invalid("watcher", agent=agent_id)
    watching = select(_TABLE.c.agent_id).where(_TABLE.c.ticket_id == ticket_id, _TABLE.c.agent_id == agent_id)
    if work.connection.execute(watching).first():
        return
    author = acting_agent_id(work.actor)
    stamp = {"create_time": work.now, "create_by": author, "change_time": work.now, "change_by": author}
    work.connection.execute(insert(_TABLE).values(ticket_id=ticket_id, agent_id=agent_id, **stamp))
    work.record(WatcherAdded(ticket, watcher.full_name))


def unwatch_ticket(work: Work, ticket_id: int, agent_id: int) -> None:
    ticket = load_ticket(work, ticket_id, _right_over(work, agent_id))
    gone = delete(_TABLE).where(_TABLE.c.ticket_id == ticket_id, _TABLE.c.agent_id == agent_id)
    if work.connection.execute(gone).rowcount:
        work.record(WatcherRemoved(ticket, work.config(Directory).agents[agent_id].full_name))


def _right_over(work: Work, agent_id: int) -> str:
    """Who lets others read a ticket needs more than being able to read it."""
    own = isinstance(work.actor, AgentActor) and work.actor.id == agent_id
    return "ro" if own else "rw"
