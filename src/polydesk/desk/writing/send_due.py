"""Send what was held back, once its time has come, as the agent who wrote it."""

from datetime import timedelta

import structlog
from sqlalchemy import delete, select, update

from polydesk.desk.desk import Desk
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.statistics.notices import tell_not_sent
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.writing.models import HeldWriting
from polydesk.desk.writing.write import write
from polydesk.desk.writing.writing import RIGHTS, from_content
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Conflict, DeskError
from polydesk.kernel.work import Work

AT_ONCE = 100
"""So many are sent before other jobs have their turn."""
AFTER_A_DEFECT = timedelta(minutes=1)
_TABLE = HeldWriting.metadata.tables["held_writing"]
_log = structlog.get_logger(__name__)


def send_due(desk: Desk) -> None:
    """Each in a transaction of its own. One that cannot be sent stays with its reason, and its writer is told."""
    with desk.look() as look:
        due = select(_TABLE.c.id, _TABLE.c.agent_id).where(_TABLE.c.send_at <= look.now).order_by(_TABLE.c.send_at)
        rows = look.connection.execute(due.limit(AT_ONCE)).all()
        agents = look.config(Directory).agents
        actors = {row.id: AgentActor(row.agent_id, agents[row.agent_id].login) for row in rows}
    for held_id, actor in actors.items():
        _send(desk, actor, held_id)


def _send(desk: Desk, actor: AgentActor, held_id: int) -> None:
    try:
        with desk.work(actor) as work:
            _write(work, held_id)
    except DeskError as error:
        with desk.work(actor) as work:
            _note_problem(work, held_id, error.code)
    except Exception:  # noqa: BLE001  a defect must not hold up what others have sent, nor lose this
        _log.exception("held_writing_not_sent", id=held_id)
        with desk.work(actor) as work:
            due = update(_TABLE).where(_TABLE.c.id == held_id, _TABLE.c.send_at <= work.now)
            work.connection.execute(due.values(send_at=work.now + AFTER_A_DEFECT))


def _write(work: Work, held_id: int) -> None:
    """Nothing if it was taken back just now, or has gone elsewhere with a merge: then it has its turn once more.

    The ticket is locked before the row, as by those who merge it.
    """
    due = (_TABLE.c.id == held_id, _TABLE.c.send_at <= work.now)
    row = work.connection.execute(select(_TABLE.c.ticket_id, _TABLE.c.content).where(*due)).first()
    if row is None:
        return
    writing = from_content(row.content)
    ticket = load_ticket(work, row.ticket_id, RIGHTS[writing.kind])
    taken = delete(_TABLE).where(*due, _TABLE.c.ticket_id == ticket.id)
    if not work.connection.execute(taken).rowcount:
        return
    if work.config(Catalogue).states[ticket.state_id].type == "merged":
        raise Conflict("ticket.merged")
    write(work, ticket.id, writing)


def _note_problem(work: Work, held_id: int, code: str) -> None:
    """Nothing if it was taken back or mended since it failed: then its writer has it."""
    failed = update(_TABLE).where(_TABLE.c.id == held_id, _TABLE.c.send_at <= work.now)
    stopped = failed.values(send_at=None, problem=code[:100])
    ticket_id = work.connection.execute(stopped.returning(_TABLE.c.ticket_id)).scalar()
    ticket = work.session.get(Ticket, ticket_id) if ticket_id else None
    if ticket is not None:
        tell_not_sent(work, ticket)
