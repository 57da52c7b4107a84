"""What runs beside the requests: periodic jobs, and deliveries that do not get through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, text, update

from polydesk.desk.audit.record import audit
from polydesk.desk.people.models import Agent, CustomerUser
from polydesk.desk.tickets.models import Article, Ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.outbox import outbox
from polydesk.kernel.periodic import periodic_job
from polydesk.kernel.work import Look, Work

_COUNTED = {"tickets": Ticket, "articles": Article, "agents": Agent, "customer users": CustomerUser}
_SQLITE_BYTES = text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
_POSTGRESQL_BYTES = text("SELECT pg_database_size(current_database())")


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    next_run_at: datetime
    last_run_at: datetime | None
    error: str
    """Of the last run."""
    delay: timedelta
    """How far it is behind its time."""


def list_jobs(look: Look) -> Sequence[Job]:
    """Those that have run at least once."""
    rows = look.connection.execute(select(periodic_job).order_by(periodic_job.c.name))
    return [
        Job(row.name, row.next_run_at, row.last_run_at, row.error, max(look.now - row.next_run_at, timedelta()))
        for row in rows
    ]


def list_stuck(look: Look, *, limit: int = 100) -> Sequence[AnyRow]:
    """Deliveries whose last try failed, the oldest first."""
    failed = select(outbox).where(outbox.c.error != "").order_by(outbox.c.id).limit(limit)
    return look.connection.execute(failed).all()


def try_now(work: Work, delivery_id: int) -> None:
    """Instead of when its pause is over. Raises NotFound."""
    again = update(outbox).where(outbox.c.id == delivery_id).values(next_try_at=work.now, queued_at=None)
    _need_one(work.connection.execute(again).rowcount, delivery_id)
    audit(work, "outbox.retry", "outbox", delivery_id)


def discard(work: Work, delivery_id: int) -> None:
    """Whoever was to be told never will be. Raises NotFound."""
    row = work.connection.execute(select(outbox).where(outbox.c.id == delivery_id)).one_or_none()
    removed = work.connection.execute(delete(outbox).where(outbox.c.id == delivery_id)).rowcount
    _need_one(removed, delivery_id)
    audit(
        work, "outbox.discard", "outbox", delivery_id, old={"listener": row.listener, "error": row.error} if row else {}
    )


def count_everything(look: Look) -> dict[str, int]:
    counts = {name: select(func.count()).select_from(model).scalar_subquery() for name, model in _COUNTED.items()}
    row = look.connection.execute(select(*(count.label(name) for name, count in counts.items()))).one()
    return dict(row._mapping)


def database_bytes(look: Look) -> int:
    return int(look.connection.execute(_SQLITE_BYTES if look.is_sqlite else _POSTGRESQL_BYTES).scalar_one())


def _need_one(count: int, delivery_id: int) -> None:
    if not count:
        raise NotFound("outbox", id=delivery_id)
