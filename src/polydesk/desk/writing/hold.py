"""Hold back what an agent has sent for some seconds, in which it can be taken back whole.

Until then it is a row and nothing else, so nobody sees, hears or is mailed anything; a server that dies sends it when
it is back, as a periodic job looks for what is due.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.drafts import drop_draft, find_draft, keep_draft
from polydesk.desk.writing.models import HeldWriting
from polydesk.desk.writing.writing import RIGHTS, Writing, from_content
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Look, Work

STOPPED = "stopped"
"""The problem of what was taken back while a draft of its kind had been begun."""
_TABLE = HeldWriting.metadata.tables["held_writing"]


class TooLate(Conflict):
    """It is an article by now."""


def hold(work: Work, ticket_id: int, writing: Writing, seconds: int) -> int:
    """Returns its id. The draft is gone, as it is kept here; what a click too many sends again is held once."""
    ticket = load_ticket(work, ticket_id, RIGHTS[writing.kind])
    drop_draft(work, ticket.id, writing.kind)
    for held in list_held(work, ticket.id):
        if not held.problem and from_content(held.content) == writing:
            return int(held.id)
    row = insert(_TABLE).values(
        ticket_id=ticket.id,
        agent_id=acting_agent_id(work.actor),
        content=writing.content,
        send_at=work.now + timedelta(seconds=seconds),
        problem="",
        create_time=work.now,
    )
    return int(work.connection.execute(row.returning(_TABLE.c.id)).scalar_one())


def take_back(work: Work, ticket_id: int, held_id: int) -> str:
    """Make it a draft again; returns its kind. Raises TooLate.

    A draft of that kind that was begun meanwhile is not written over: then it is only stopped, and waits. The ticket is
    locked before the row, as by those who send it.
    """
    load_ticket(work, ticket_id, "note")
    own = _own(work, ticket_id, held_id)
    row = work.connection.execute(select(_TABLE.c.content).where(*own).with_for_update()).first()
    if row is None:
        raise TooLate("writing.is_sent", id=held_id)
    kind = from_content(row.content).kind
    if find_draft(work, ticket_id, kind):
        work.connection.execute(update(_TABLE).where(*own).values(send_at=None, problem=STOPPED))
    else:
        keep_draft(work, ticket_id, row.content)
        work.connection.execute(delete(_TABLE).where(*own))
    return kind


def send_at_once(work: Work, ticket_id: int, held_id: int) -> None:
    """Whoever does not want to wait, or has mended what kept it from being sent, lets it be due now."""
    due = update(_TABLE).where(*_own(work, ticket_id, held_id)).values(send_at=work.now, problem="")
    if not work.connection.execute(due).rowcount:
        raise TooLate("writing.is_sent", id=held_id)


def list_held(look: Look, ticket_id: int) -> Sequence[AnyRow]:
    """The acting agent's own, the oldest first."""
    own = (_TABLE.c.ticket_id == ticket_id, _TABLE.c.agent_id == acting_agent_id(look.actor))
    return look.connection.execute(select(_TABLE).where(*own).order_by(_TABLE.c.id)).all()


def is_anything_due(connection: Connection, now: datetime) -> bool:
    due = select(_TABLE.c.id).where(_TABLE.c.send_at <= now).limit(1)
    return connection.execute(due).first() is not None


def _own(work: Work, ticket_id: int, held_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        _TABLE.c.id == held_id,
        _TABLE.c.ticket_id == ticket_id,
        _TABLE.c.agent_id == acting_agent_id(work.actor),
    )
