"""Everything by which mail comes in by itself: the fetcher, those who idle, and the listener."""

import threading
from pathlib import Path

from polydesk.desk.desk import Desk
from polydesk.mail.fetch.fetcher import Fetcher
from polydesk.mail.fetch.idle_watchers import IdleWatchers
from polydesk.mail.listener import Listener

LONGEST_SHUTDOWN_SECONDS = 20


def run_incoming(desk: Desk, data_folder: Path, stop: threading.Event) -> None:
    """Until `stop` is set. What is cut short then or by a crash is still at its source."""
    runs = (Fetcher(desk, data_folder).run, IdleWatchers(desk, data_folder).run, Listener(desk).run)
    threads = [threading.Thread(target=run, args=(stop,), name="mail", daemon=True) for run in runs]
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        thread.join(LONGEST_SHUTDOWN_SECONDS)
