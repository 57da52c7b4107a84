"""The running program: web workers under granian, and the jobs beside them."""

import gc
import os
import shutil
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from polydesk.app import App
from polydesk.desk.desk import Desk
from polydesk.kernel.settings import Settings
from polydesk.mail.incoming import LONGEST_SHUTDOWN_SECONDS, run_incoming
from polydesk.wiring import LISTENERS, PERIODIC, open_desk

SHARED_NUMBERS = "PROMETHEUS_MULTIPROC_DIR"
DATA, DATABASE, WITH_JOBS = "POLYDESK_DATA", "POLYDESK_DATABASE", "POLYDESK_WITH_JOBS"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a desk is: its data folder, and its database if that is not in there."""

    data: Path
    database: str | None

    def open(self) -> Desk:
        return open_desk(self.data, self.database)


def serve_web(place: Place, *, host: str, port: int, workers: int, with_jobs: bool) -> None:
    """Serve until told to stop. Each worker process opens the desk for itself."""
    os.environ[DATA] = str(place.data)
    os.environ[WITH_JOBS] = "1" if with_jobs else ""
    if place.database:
        os.environ[DATABASE] = place.database
    if workers > 1:
        os.environ[SHARED_NUMBERS] = str(_emptied(place.data / "metrics"))
    server = Granian(
        "polydesk.server:create_app",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        factory=True,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        websockets=False,
    )
    server.serve()


def _emptied(folder: Path) -> Path:
    """The folder in which workers put their numbers together. Those of an earlier run would not count anything now."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def create_app() -> Callable[..., Any]:
    """The application of one worker process, made from the environment `serve_web` left for it."""
    place = Place(Path(os.environ[DATA]), os.environ.get(DATABASE))
    desk = place.open()
    _spare_the_garbage_collector()
    jobs = partial(_run_jobs_and_mail, place, desk) if os.environ.get(WITH_JOBS) else None
    return WithLifespan(App(desk, place.data), jobs)


def _spare_the_garbage_collector() -> None:
    """What was made so far stays for good, and requests leave no cycles worth looking for all the time."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 50)


class WithLifespan:
    """Runs the jobs in a thread of their own for as long as the server serves."""

    def __init__(self, app: App, jobs: Callable[[threading.Event], None] | None) -> None:
        self._app = app
        self._stop = threading.Event()
        self._hears_signals = False
        self._thread = threading.Thread(target=jobs, args=(self._stop,), name="jobs", daemon=True) if jobs else None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "lifespan":
            if not self._hears_signals:
                self._hear_signals()
            await self._app(scope, receive, send)
            return
        await receive()
        if self._thread:
            self._thread.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._stop.set()
        if self._thread:
            self._thread.join(timeout=20)
        await send({"type": "lifespan.shutdown.complete"})

    def _hear_signals(self) -> None:
        """Before the server's own handlers, which are there by the first request: they wait for streams to end."""
        self._hears_signals = True
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)

            def ending(number: int, frame: FrameType | None, before: Any = before) -> None:
                self._app.end_streams()
                if callable(before):
                    before(number, frame)

            signal.signal(number, ending)


def run_worker(place: Place) -> None:
    """Only the jobs, until SIGTERM or SIGINT."""
    _run_jobs(place, place.open(), _stop_on_signals())


def run_mail(place: Place) -> None:
    """Only what takes mail in, until SIGTERM or SIGINT."""
    run_incoming(place.open(), place.data, _stop_on_signals())


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def stopping(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopping)
    return stop


def _run_jobs_and_mail(place: Place, desk: Desk, stop: threading.Event) -> None:
    mail = threading.Thread(target=run_incoming, args=(desk, place.data, stop), name="mail", daemon=True)
    mail.start()
    _run_jobs(place, desk, stop)
    mail.join(LONGEST_SHUTDOWN_SECONDS)


def _run_jobs(place: Place, desk: Desk, stop: threading.Event) -> None:
    # Imported here, beside the server's start: Huey brings the drivers of every queue it knows.
    from polydesk.hooks.messenger import Messenger
    from polydesk.kernel.job_queue import open_huey
    from polydesk.kernel.jobs import Jobs
    from polydesk.mail.sending.postman import Postman

    with desk.look() as look:
        huey = open_huey(look.config(Settings), desk.database, place.data)
    sending = threading.Thread(target=Postman(desk, place.data).run, args=(stop,), name="postman", daemon=True)
    telling = threading.Thread(target=Messenger(desk, place.data).run, args=(stop,), name="messenger", daemon=True)
    for thread in (sending, telling):
        thread.start()
    Jobs(huey, desk, LISTENERS, PERIODIC).run(stop)
    for thread in (sending, telling):
        thread.join(timeout=20)
