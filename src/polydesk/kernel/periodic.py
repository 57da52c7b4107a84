"""Jobs that run every so often, once per desk however many processes there are, and on time across restarts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import Column, Connection, DateTime, String, Table, Text, insert, select, update

from polydesk.kernel.db import Base
from polydesk.kernel.storable import storable

D = TypeVar("D")

periodic_job = Table(
    "periodic_job",
    Base.metadata,
    Column("name", String(100), primary_key=True),
    Column("next_run_at", DateTime, nullable=False),
    Column("last_run_at", DateTime),
    Column("error", Text, nullable=False, server_default=""),
)
LONGEST_ERROR = 2000


@dataclass(frozen=True)
class Periodic(Generic[D]):
    """`run` works from what it finds in the desk, so that a run that was lost is made up for by the next.

    One that `waits_for_the_world` has a lane of its own, or a directory that is slow would hold up all others. One that
    is asked for every second says whether it `is_needed`, or it would write to the database every second.
    """

    name: str
    every_seconds: int
    run: Callable[[D], None]
    waits_for_the_world: bool = False
    is_needed: Callable[[Connection, datetime], bool] | None = None


def lanes_of(jobs: Iterable[Periodic[D]]) -> list[list[Periodic[D]]]:
    """Those that may run one after the other."""
    quick: list[Periodic[D]] = []
    lanes = [quick]
    for job in jobs:
        if job.waits_for_the_world:
            lanes.append([job])
        else:
            quick.append(job)
    return lanes


def due_names(connection: Connection, jobs: Iterable[Periodic[D]], now: datetime) -> list[str]:
    """Which jobs are to run, among them those never seen before."""
    rows = connection.execute(select(periodic_job.c.name, periodic_job.c.next_run_at))
    next_runs: dict[str, datetime] = {row.name: row.next_run_at for row in rows}
    due = [job for job in jobs if next_runs.get(job.name, now) <= now]
    return [job.name for job in due if job.is_needed is None or job.is_needed(connection, now)]


def claim_run(connection: Connection, job: Periodic[D], now: datetime) -> bool:
    """Whether this process is the one to run the job now. To be called in a writing transaction of its own.

    Of the run before nothing is told any more.
    """
    following = now + timedelta(seconds=job.every_seconds)
    row = periodic_job.c.name == job.name
    known = connection.execute(select(periodic_job.c.next_run_at).where(row).with_for_update()).scalar_one_or_none()
    if known is None:
        connection.execute(insert(periodic_job).values(name=job.name, next_run_at=following, last_run_at=now))
    elif known <= now:
        connection.execute(update(periodic_job).where(row).values(next_run_at=following, last_run_at=now, error=""))
    return known is None or known <= now


def note_failure(connection: Connection, job: Periodic[D], error: str) -> None:
    """For those who look after the desk, until the next run."""
    failed = update(periodic_job).where(periodic_job.c.name == job.name)
    connection.execute(failed.values(error=storable(error, LONGEST_ERROR)))
