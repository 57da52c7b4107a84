import threading
from dataclasses import replace

from sqlalchemy import select

from polydesk.kernel.db import Database
from polydesk.kernel.periodic import Periodic, periodic_job
from polydesk.kernel.scheduler import Scheduler
from tests.kernel.bare_desk import BareDesk, bare_desk


class Counted:
    def __init__(self, database: Database) -> None:
        self.runs: list[str] = []
        self.desk = bare_desk(database)

    def job(self, name: str) -> Periodic[BareDesk]:
        return Periodic(name, 60, lambda _desk: self.runs.append(name))

    def look(self, *jobs: Periodic[BareDesk], seconds: float = 0) -> None:
        Scheduler(self.desk, jobs, lambda: self.desk.later(seconds=seconds)).run_due(threading.Event())


def fail(_desk: BareDesk) -> None:
    raise ZeroDivisionError


def test_a_new_job_runs_at_once_and_then_every_so_often(migrated: Database) -> None:
    counted = Counted(migrated)
    for seconds, runs in ((0, 1), (59, 1), (60, 2), (119, 2), (500, 3)):
        counted.look(counted.job("tidy"), seconds=seconds)
        assert len(counted.runs) == runs


def test_a_job_that_is_not_needed_does_not_run(migrated: Database) -> None:
    counted, needed = Counted(migrated), [False]
    job = replace(counted.job("send"), is_needed=lambda _connection, _now: needed[0])
    counted.look(job)
    assert counted.runs == []
    needed[0] = True
    counted.look(job)
    assert counted.runs == ["send"]


def test_a_second_process_does_not_run_it_again(migrated: Database) -> None:
    one, other = Counted(migrated), Counted(migrated)
    one.look(one.job("tidy"))
    other.look(other.job("tidy"))
    assert (one.runs, other.runs) == (["tidy"], [])


def test_a_failing_job_does_not_keep_others_from_running(migrated: Database) -> None:
    counted = Counted(migrated)
    counted.look(Periodic("broken", 60, fail), counted.job("tidy"))
    assert counted.runs == ["tidy"]


def test_nothing_starts_once_stopped(migrated: Database) -> None:
    counted, stopped = Counted(migrated), threading.Event()
    stopped.set()
    Scheduler(counted.desk, [counted.job("tidy")], lambda: counted.desk.now).run_due(stopped)
    assert counted.runs == []


def test_a_failure_is_told_until_the_next_run(migrated: Database) -> None:
    counted, runs = Counted(migrated), []

    def fail_once(_desk: BareDesk) -> None:
        runs.append(1)
        if len(runs) == 1:
            raise ZeroDivisionError("a\0b")

    job = Periodic("broken", 60, fail_once)
    for seconds, error in ((0, "ZeroDivisionError"), (30, "ZeroDivisionError"), (60, "")):
        counted.look(job, seconds=seconds)
        with migrated.reading() as connection:
            row = connection.execute(select(periodic_job)).one()
        assert row.error.startswith(error) and bool(row.error) == bool(error)
    assert row.last_run_at == counted.desk.later(seconds=60)
