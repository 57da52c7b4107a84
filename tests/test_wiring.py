"""Processes that start at once find one and the same fresh desk."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from polydesk.wiring import open_desk


def test_four_processes_start_on_an_empty_database(empty_url: str, tmp_path: Path) -> None:
    url = None if empty_url.startswith("sqlite") else empty_url
    with ThreadPoolExecutor(4) as threads:
        for desk in threads.map(lambda _: open_desk(tmp_path, url), range(4)):
            desk.database.dispose()
