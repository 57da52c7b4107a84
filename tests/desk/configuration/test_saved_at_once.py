"""Of two who change what they have seen, the second is told that it has changed meanwhile."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from polydesk.desk.configuration.entries import find_entry, save_entry, version_of
from polydesk.desk.desk import Desk
from polydesk.kernel.errors import Conflict

SECTION = "types"


def test_the_second_of_two_at_once_does_not_write_over_the_first(desk: Desk) -> None:
    with desk.work() as work:
        type_id = save_entry(work, SECTION, {"name": "Odd"})
    with desk.look() as look:
        seen = version_of(find_entry(look, SECTION, type_id))

    def rename(name: str) -> None:
        with desk.work() as work:
            save_entry(work, SECTION, {"id": type_id, "name": name}, seen=seen)

    with ThreadPoolExecutor(1) as threads:
        with desk.work() as work:
            save_entry(work, SECTION, {"id": type_id, "name": "First"}, seen=seen)
            second = threads.submit(rename, "Second")
            time.sleep(0.1)  # it may be waiting for the row by now; where it is not, this proves nothing
        with pytest.raises(Conflict):
            second.result()
    with desk.look() as look:
        assert find_entry(look, SECTION, type_id)["name"] == "First"
