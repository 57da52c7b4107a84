"""Runs periodic jobs one after the other, those of one lane: none runs twice at a time, but a slow one delays all."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic

import structlog
from sqlalchemy.exc import IntegrityError

from polydesk.kernel.periodic import Periodic, claim_run, due_names, note_failure
from polydesk.kernel.relay import D

LOOK_EVERY_SECONDS = 1.0
FAILED_RUNS: Counter[str] = Counter()
"""How often each job has failed in this process, for those who watch it."""
_log = structlog.get_logger(__name__)


class Scheduler(Generic[D]):
    def __init__(self, desk: D, jobs: Sequence[Periodic[D]], now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._jobs = {job.name: job for job in jobs}
        self._now = now

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.run_due(stop)
            except Exception:  # noqa: BLE001  the database may be back in a second
                _log.exception("periodic_jobs_not_looked_up")
            stop.wait(LOOK_EVERY_SECONDS)

    def run_due(self, stop: threading.Event) -> None:
        with self._desk.database.reading() as connection:
            names = due_names(connection, self._jobs.values(), self._now())
        for name in names:
            if not stop.is_set() and self._claim(self._jobs[name]):
                self._run(self._jobs[name])

    def _claim(self, job: Periodic[D]) -> bool:
        try:
            with self._desk.database.writing() as connection:
                return claim_run(connection, job, self._now())
        except IntegrityError:  # another process has just claimed the job's very first run
            return False

    def _run(self, job: Periodic[D]) -> None:
        try:
            job.run(self._desk)
        except Exception as error:  # noqa: BLE001  one job's defect must not keep the others from running
            FAILED_RUNS[job.name] += 1
            _log.exception("periodic_job_failed", job=job.name)
            with self._desk.database.writing() as connection:
                note_failure(connection, job, repr(error))
