"""Watch a ticket, and stop watching it."""

from sqlalchemy import delete, insert, select

from polydesk.desk.people.directory import Directory
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.models import Watcher
from polydesk.desk.tickets.side_events import WatcherAdded, WatcherRemoved
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.work import Work

_TABLE = Watcher.metadata.tables["watcher"]


def watch_ticket(work: Work, ticket_id: int, agent_id: int, *, right: str = "ro") -> None:
    """Let an agent watch a ticket the actor may see. Watching twice is watching."""
    ticket = load_ticket(work, ticket_id, right)
    watching = select(_TABLE.c.agent_id).where(_TABLE.c.ticket_id == ticket_id, _TABLE.c.agent_id == agent_id)
    if work.connection.execute(watching).first():
        return
    author = acting_agent_id(work.actor)
    stamp = {"create_time": work.now, "create_by": author, "change_time": work.now, "change_by": author}
    work.connection.execute(insert(_TABLE).values(ticket_id=ticket_id, agent_id=agent_id, **stamp))
    work.record(WatcherAdded(ticket, work.config(Directory).agents[agent_id].full_name))


def unwatch_ticket(work: Work, ticket_id: int, agent_id: int, *, right: str = "ro") -> None:
    ticket = load_ticket(work, ticket_id, right)
    gone = delete(_TABLE).where(_TABLE.c.ticket_id == ticket_id, _TABLE.c.agent_id == agent_id)
    if work.connection.execute(gone).rowcount:
        work.record(WatcherRemoved(ticket, work.config(Directory).agents[agent_id].full_name))
