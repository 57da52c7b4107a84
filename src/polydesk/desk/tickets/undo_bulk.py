"""Take back what was done to many tickets at once, and tell what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import func, select, update

from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.before import restore
from polydesk.desk.tickets.bulk import UNDO_TIME, Change, Kind, OpenWork
from polydesk.desk.tickets.bulk_models import Bulk, BulkUndo
from polydesk.kernel.actors import SYSTEM, acting_agent_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Conflict, DeskError, NotFound
from polydesk.kernel.work import Look, Work

_log = structlog.get_logger(__name__)
_BULK, _UNDO = Bulk.metadata.tables["bulk"], BulkUndo.metadata.tables["bulk_undo"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`failed` is from ids of tickets to codes of errors; `kept` are those undoing has left as they are."""

    id: int
    change: Change
    changed: int
    failed: dict[int, str]
    kept: list[int]
    undo_until: datetime
    is_undone: bool


def find_bulk(look: Look, bulk_id: int) -> Outcome:
    """Raises NotFound for one of somebody else."""
    changed = select(func.count()).select_from(_UNDO).where(_UNDO.c.bulk_id == _BULK.c.id).scalar_subquery()
    own = _BULK.c.agent_id == acting_agent_id(look.actor)
    is_id = 0 < bulk_id < 2**63
    rows = select(_BULK, changed.label("changed")).where(_BULK.c.id == bulk_id, own)
    row = look.connection.execute(rows).first() if is_id else None
    if row is None:
        raise NotFound("bulk", id=bulk_id)
    failed = {int(ticket_id): code for ticket_id, code in row.failed.items()}
    change = Change(Kind(row.kind), row.value_id)
    return Outcome(row.id, change, row.changed, failed, row.kept, row.end_time + UNDO_TIME, row.undone_time is not None)


def undo_bulk(open_work: OpenWork, bulk_id: int) -> None:
    """Put back the tickets nobody has changed since, each in a transaction of its own.

    Raises NotFound, or Conflict for what is over or was taken back already.
    """
    with open_work() as work:
        rows = _begin(work, bulk_id)
    kept = []
    for row in rows:
        try:
            with open_work() as work:
                is_back = _put_back(work, row)
        except DeskError:
            is_back = False
        except Exception:  # noqa: BLE001  as with the change itself
            _log.exception("bulk_undo_failed", ticket_id=row.ticket_id)
            is_back = False
        if not is_back:
            kept.append(row.ticket_id)
    with open_work() as work:
        work.connection.execute(update(_BULK).where(_BULK.c.id == bulk_id).values(kept=kept))


def _begin(work: Work, bulk_id: int) -> Sequence[AnyRow]:
    bulk = find_bulk(work, bulk_id)
    if work.now > bulk.undo_until:
        raise Conflict("bulk.too_late", id=bulk_id)
    once = update(_BULK).where(_BULK.c.id == bulk_id, _BULK.c.undone_time.is_(None)).values(undone_time=work.now)
    if not work.connection.execute(once).rowcount:
        raise Conflict("bulk.undone", id=bulk_id)
    rows = select(_UNDO).where(_UNDO.c.bulk_id == bulk_id).order_by(_UNDO.c.ticket_id)
    return work.connection.execute(rows).all()


def _put_back(work: Work, row: AnyRow) -> bool:
    """Whoever did it may undo it, even where the ticket went out of their sight."""
    ticket = load_ticket(_unhindered(work), row.ticket_id, "rw")
    if ticket.version != row.version:
        return False
    let_finish(work, ticket)
    restore(work, ticket, row.before)
    return True


def _unhindered(work: Work) -> Work:
    _ = work.session  # made before the view is copied: both have to change the same rows
    return work.acting(SYSTEM)
