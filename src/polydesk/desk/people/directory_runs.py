"""The runs of taking people over, with their reports: one at a time."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, text, update

from polydesk.desk.columns import VALID
from polydesk.desk.people.directory_report import Report
from polydesk.desk.people.models import Agent, CustomerUser, DirectorySync
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Look, Work

GIVEN_UP_AFTER = timedelta(hours=1)
"""A run that has not ended by then died with its process."""
_TABLE: Any = DirectorySync.__table__
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7659375)")


@dataclass(frozen=True, slots=True)
class Run:
    started_at: datetime
    ended_at: datetime | None
    report: Report


def begin_run(work: Work, *, dry_run: bool) -> int:
    """Raises Conflict while another one is under way."""
    if not work.is_sqlite:
        work.connection.execute(_ONE_AT_A_TIME)
    under_way = select(_TABLE.c.id).where(_TABLE.c.ended_at.is_(None), _TABLE.c.started_at > work.now - GIVEN_UP_AFTER)
    if work.connection.execute(under_way).first():
        raise Conflict("directory.sync_running")
    row = insert(_TABLE).values(started_at=work.now, dry_run=int(dry_run), report="").returning(_TABLE.c.id)
    return int(work.connection.execute(row).scalar_one())


def end_run(work: Work, run_id: int, report: Report) -> None:
    done = {"ended_at": work.now, "report": json.dumps(asdict(report))}
    work.connection.execute(update(_TABLE).where(_TABLE.c.id == run_id).values(**done))


def last_run(look: Look) -> Run | None:
    """The last one that was no dry run and has ended."""
    ended = select(_TABLE).where(_TABLE.c.ended_at.is_not(None), _TABLE.c.dry_run == 0)
    row = look.connection.execute(ended.order_by(_TABLE.c.id.desc()).limit(1)).first()
    return Run(row.started_at, row.ended_at, Report(**json.loads(row.report))) if row else None


def count_people(look: Look) -> int:
    """Those of the directory who may sign in."""
    tables: tuple[Any, Any] = (Agent.__table__, CustomerUser.__table__)
    counts = (
        select(func.count()).select_from(one).where(one.c.directory_id != "", one.c.valid == VALID) for one in tables
    )
    return sum(int(look.connection.execute(count).scalar_one()) for count in counts)
