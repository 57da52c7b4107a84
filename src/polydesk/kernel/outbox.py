"""The outbox: what others are to be told, written in the transaction of the change it tells of.

A row stays until its listener is done, so nothing is lost when a process dies; a listener may be called twice for
the same row and has to bear it. Rows are handed out oldest first, but their order is not kept when one has to wait.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql import ColumnElement

from polydesk.kernel.db import Base, BigId
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work

outbox = Table(
    "outbox",
    Base.metadata,
    Column("id", BigId, primary_key=True),
    Column("listener", String(100), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("create_time", DateTime, nullable=False),
    Column("queued_at", DateTime),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", DateTime, nullable=False),
    Column("error", Text, nullable=False),
    Index("ix_outbox_next_try_at", "next_try_at", "id"),
    sqlite_autoincrement=True,  # an id still waiting in the queue never comes to mean another row
)

LOST_AFTER = timedelta(minutes=5)
"""A row handed out this long ago and still there was lost with the process that took it, and is due again."""
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
LONGEST_ERROR = 2000


def post(work: Work, listener: str, payload: Mapping[str, Any]) -> None:
    """Have `listener` called with `payload` (what JSON can hold) once this work is committed."""
    work.write(
        outbox,
        listener=listener,
        payload=dict(payload),
        create_time=work.now,
        attempts=0,
        next_try_at=work.now,
        error="",
    )


def is_anything_due(connection: Connection, now: datetime) -> bool:
    return connection.execute(select(outbox.c.id).where(*_due(now)).limit(1)).first() is not None


def claim_due(connection: Connection, now: datetime, limit: int) -> list[int]:
    """Take up to `limit` rows that are due; nobody else gets them for the next five minutes. Returns their ids."""
    due = select(outbox.c.id).where(*_due(now)).order_by(outbox.c.next_try_at, outbox.c.id).limit(limit)
    ids = list(connection.execute(due.with_for_update(skip_locked=True)).scalars())
    taken = update(outbox).where(outbox.c.id.in_(ids))
    if ids:
        connection.execute(taken.values(queued_at=now, attempts=outbox.c.attempts + 1))
    return ids


def find_row(connection: Connection, outbox_id: int) -> Row[Any] | None:
    return connection.execute(select(outbox).where(outbox.c.id == outbox_id)).one_or_none()


def done(connection: Connection, outbox_id: int) -> None:
    connection.execute(delete(outbox).where(outbox.c.id == outbox_id))


def failed(connection: Connection, outbox_id: int, error: str, now: datetime) -> None:
    """Keep the row for another try: after 10 seconds, then twice as long each time, up to an hour."""
    row = find_row(connection, outbox_id)
    if row is not None:
        again = update(outbox).where(outbox.c.id == outbox_id)
        pause = pause_after(row.attempts)
        shown = storable(error, LONGEST_ERROR)
        connection.execute(again.values(queued_at=None, next_try_at=now + pause, error=shown))


def pause_after(attempts: int) -> timedelta:
    doublings = min(max(attempts - 1, 0), 20)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def waiting(connection: Connection) -> int:
    """How many rows are not done, whatever the reason."""
    return connection.execute(select(func.count()).select_from(outbox)).scalar_one()


def oldest_age(connection: Connection, now: datetime) -> timedelta:
    """How long the oldest row has been waiting; zero when none is."""
    oldest = connection.execute(select(func.min(outbox.c.create_time))).scalar_one()
    return timedelta() if oldest is None else now - oldest


def _due(now: datetime) -> Sequence[ColumnElement[bool]]:
    free = or_(outbox.c.queued_at.is_(None), outbox.c.queued_at <= now - LOST_AFTER)
    return (outbox.c.next_try_at <= now, free)
