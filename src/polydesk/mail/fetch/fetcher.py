"""Fetches again and again, for as long as the program runs; once per desk, however many processes there are."""

import threading
from functools import partial
from pathlib import Path

from polydesk.desk.desk import Desk
from polydesk.kernel import clock
from polydesk.kernel.periodic import Periodic
from polydesk.kernel.scheduler import Scheduler
from polydesk.mail.fetch.fetch_all import fetch_all

EVERY_SECONDS = 60
PATIENCE_SECONDS = 50.0
"""A mailbox that takes longer goes on in the background, and the others are fetched anew meanwhile."""


class Fetcher:
    def __init__(self, desk: Desk, data_folder: Path) -> None:
        self._desk, self._data_folder = desk, data_folder

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set; then a run ends after the message it is at."""
        fetch = partial(_fetch, data_folder=self._data_folder, stop=stop)
        Scheduler(self._desk, (Periodic("fetch mail", EVERY_SECONDS, fetch),), clock.now).run(stop)


def _fetch(desk: Desk, *, data_folder: Path, stop: threading.Event) -> None:
    fetch_all(desk, data_folder, patience_seconds=PATIENCE_SECONDS, stop=stop)
