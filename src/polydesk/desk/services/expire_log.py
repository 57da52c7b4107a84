"""The debugger's log does not grow for ever: GenericInterface::DebuggerLogDays says how long an entry is kept."""

from datetime import timedelta

from sqlalchemy import delete, select

from polydesk.desk.desk import Desk
from polydesk.desk.services.models import DebuggerContent, DebuggerEntry
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

BATCH = 500


def expire_log(desk: Desk) -> None:
    """Delete what is too old, in transactions short enough for requests to get in between."""
    full = True
    while full:
        with desk.work() as work:
            full = _expire_batch(work) == BATCH


def _expire_batch(work: Work) -> int:
    oldest = work.now - timedelta(days=work.config(Settings)["GenericInterface::DebuggerLogDays"])
    # By number, which the primary key has in order: entries are numbered as time goes by.
    first = select(DebuggerEntry.id, DebuggerEntry.create_time).order_by(DebuggerEntry.id).limit(BATCH)
    ids = [row.id for row in work.connection.execute(first) if row.create_time < oldest]
    if ids:
        work.connection.execute(delete(DebuggerContent).where(DebuggerContent.entry_id.in_(ids)))
        work.connection.execute(delete(DebuggerEntry).where(DebuggerEntry.id.in_(ids)))
    return len(ids)
