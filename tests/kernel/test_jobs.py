import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.kernel import clock, outbox
from polydesk.kernel.db import Database
from polydesk.kernel.job_queue import open_huey
from polydesk.kernel.jobs import Jobs
from polydesk.kernel.periodic import Periodic
from polydesk.kernel.settings import Settings
from tests.kernel.bare_desk import BareDesk, bare_desk

Heard = list[dict[str, Any]]
NUMBERS = [{"number": number} for number in range(5)]


@pytest.fixture
def desk(migrated: Database) -> BareDesk:
    return bare_desk(migrated)


@pytest.fixture
def heard() -> Heard:
    return []


def jobs_for(desk: BareDesk, folder: Path, listen: Callable[[dict[str, Any]], None], **more: Any) -> Jobs[BareDesk]:
    storage = "sqlite" if desk.database.is_sqlite else "postgres"
    huey = open_huey(Settings({"Jobs::Storage": storage}), desk.database, folder)
    return Jobs(huey, desk, {"mail": lambda _desk, payload: listen(payload)}, **more)


@contextmanager
def running(*all_jobs: Jobs[BareDesk]) -> Iterator[None]:
    stop = threading.Event()
    threads = [threading.Thread(target=jobs.run, args=(stop,)) for jobs in all_jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=10)
    assert not any(thread.is_alive() for thread in threads)


def post(desk: BareDesk, *payloads: dict[str, Any], listener: str = "mail") -> None:
    with desk.work() as work:
        for payload in payloads:
            outbox.post(work, listener, payload)


def count_waiting(desk: BareDesk) -> int:
    with desk.database.reading() as connection:
        return outbox.waiting(connection)


def wait_until(condition: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def test_what_was_committed_is_delivered_and_vanishes(desk: BareDesk, heard: Heard, tmp_path: Path) -> None:
    post(desk, *NUMBERS)
    with running(jobs_for(desk, tmp_path, heard.append)):
        wait_until(lambda: count_waiting(desk) == 0)
    assert sorted(heard, key=lambda payload: payload["number"]) == NUMBERS


def test_what_was_rolled_back_is_not_delivered(desk: BareDesk, heard: Heard, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), desk.work() as work:
        outbox.post(work, "mail", {"rolled": "back"})
        raise ZeroDivisionError
    post(desk, {"committed": True})
    with running(jobs_for(desk, tmp_path, heard.append)):
        wait_until(lambda: count_waiting(desk) == 0)
    assert heard == [{"committed": True}]


def test_two_relays_deliver_each_row_once(desk: BareDesk, heard: Heard, tmp_path: Path) -> None:
    with running(jobs_for(desk, tmp_path, heard.append), jobs_for(desk, tmp_path, heard.append)):
        post(desk, *NUMBERS)
        wait_until(lambda: count_waiting(desk) == 0)
    assert sorted(heard, key=lambda payload: payload["number"]) == NUMBERS


def test_a_listener_that_raises_is_called_again(desk: BareDesk, heard: Heard, tmp_path: Path) -> None:
    def fail_once(payload: dict[str, Any]) -> None:
        heard.append(payload)
        if len(heard) == 1:
            raise OSError("no route to host")

    passed = threading.Event()
    post(desk, {"number": 1})
    jobs = jobs_for(desk, tmp_path, fail_once, now=lambda: desk.later(seconds=11 if passed.is_set() else 1))
    with running(jobs):
        wait_until(lambda: error_of_oldest(desk) == "OSError('no route to host')")
        passed.set()
        wait_until(lambda: count_waiting(desk) == 0)
    assert len(heard) == 2


def error_of_oldest(desk: BareDesk) -> str:
    with desk.database.reading() as connection:
        return connection.execute(select(outbox.outbox.c.error).order_by(outbox.outbox.c.id)).scalars().first() or ""


def test_a_row_for_an_unknown_listener_is_kept_with_its_error(desk: BareDesk, heard: Heard, tmp_path: Path) -> None:
    post(desk, {}, listener="pigeon")
    with running(jobs_for(desk, tmp_path, heard.append)):
        wait_until(lambda: error_of_oldest(desk) == "no listener is called 'pigeon'")
    assert count_waiting(desk) == 1


def test_a_nudge_makes_it_quick(desk: BareDesk, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polydesk.kernel.relay.POLL_SECONDS", 60)
    jobs = jobs_for(desk, tmp_path, heard.append)
    with running(jobs):
        time.sleep(0.2)
        post(desk, {})
        jobs.nudge()
        wait_until(lambda: heard == [{}])


def test_periodic_jobs_run(desk: BareDesk, heard: Heard, tmp_path: Path) -> None:
    tick = Periodic[BareDesk]("tick", 60, lambda _desk: heard.append({"tick": 1}))
    with running(jobs_for(desk, tmp_path, heard.append, periodic=[tick])):
        wait_until(lambda: heard == [{"tick": 1}])


DIE = """
import os, signal, sys
from pathlib import Path
from tests.kernel import test_jobs as here

desk = here.bare_desk(here.Database(sys.argv[1]))
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
here.post(desk, {"number": 1})
if sys.argv[3] == "while listening":
    here.jobs_for(desk, Path(sys.argv[2]), die).run(here.threading.Event())
die()
"""


@pytest.mark.parametrize("moment", ["before it is queued", "while listening"])
def test_a_killed_process_loses_nothing(
    desk: BareDesk, heard: Heard, tmp_path: Path, empty_url: str, moment: str
) -> None:
    command = [sys.executable, "-c", DIE, empty_url, str(tmp_path), moment]
    killed = subprocess.run(command, check=False, timeout=20, cwd=Path(__file__).parents[2])
    assert killed.returncode == -9
    assert count_waiting(desk) == 1
    minutes = 6 if moment == "while listening" else 0.1
    later = clock.now() - desk.now
    with running(jobs_for(desk, tmp_path, heard.append, now=lambda: desk.later(minutes=minutes) + later)):
        wait_until(lambda: count_waiting(desk) == 0)
    assert heard == [{"number": 1}]


def test_a_job_that_waits_for_the_world_holds_up_no_other(desk: BareDesk, heard: Heard, tmp_path: Path) -> None:
    """The slow job is at work until all others have been seen to run, and delivery as well."""
    answered, tidied = threading.Event(), threading.Event()
    periodic: list[Periodic[BareDesk]] = [
        Periodic("slow", 60, lambda _desk: assert_set(answered), waits_for_the_world=True),
        Periodic("slow as well", 60, lambda _desk: assert_set(answered), waits_for_the_world=True),
        Periodic("tidy", 60, lambda _desk: tidied.set()),
    ]
    with running(jobs_for(desk, tmp_path, heard.append, periodic=periodic)):
        assert tidied.wait(timeout=20)
        post(desk, *NUMBERS)
        wait_until(lambda: count_waiting(desk) == 0, seconds=20)
        answered.set()


def assert_set(event: threading.Event) -> None:
    assert event.wait(timeout=60)
