"""The audit trail need not grow for ever: Audit::KeepDays says how long an entry is kept; 0 is for ever.

What is removed is the old end, and each removal is an entry of the trail itself, which says by which hash the rest
goes on: a removal by anybody else still shows.
"""

from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import takewhile
from typing import Protocol

from sqlalchemy import delete, select

from polydesk.desk.audit.models import AuditEntry
from polydesk.desk.audit.record import audit
from polydesk.desk.audit.verify import REMOVAL
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

BATCH = 1000
_TABLE = AuditEntry.metadata.tables["audit_entry"]


class Workplace(Protocol):
    """What is needed of the desk, which this package is below."""

    def work(self) -> AbstractContextManager[Work]: ...


def expire_audit(desk: Workplace) -> None:
    """In transactions short enough for requests to get in between."""
    full = True
    while full:
        with desk.work() as work:
            full = _expire_batch(work) == BATCH


def _expire_batch(work: Work) -> int:
    days = work.config(Settings)["Audit::KeepDays"]
    if not days:
        return 0
    oldest = work.now - timedelta(days=days)
    first = select(_TABLE.c.id, _TABLE.c.create_time, _TABLE.c.hash).order_by(_TABLE.c.id).limit(BATCH + 1)
    rows = work.connection.execute(first).all()
    # The newest entry stays, whatever its age: the next one follows from it.
    removed = list(takewhile(lambda row: row.create_time < oldest, rows[:-1]))
    if removed:
        last = removed[-1]
        work.connection.execute(delete(_TABLE).where(_TABLE.c.id <= last.id))
        audit(work, REMOVAL, "audit", last.id, new={"removed": len(removed), "hash": last.hash})
    return len(removed)
