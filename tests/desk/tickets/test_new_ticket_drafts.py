from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.drafts import LONGEST
from polydesk.desk.tickets.new_ticket_drafts import (
    keep_new_ticket_draft,
    list_new_ticket_drafts,
    load_new_ticket_drafts,
    take_new_ticket_draft,
)
from polydesk.desk.uploads.expire_uploads import expire_uploads
from polydesk.kernel.clock import now
from polydesk.kernel.errors import Invalid
from polydesk.kernel.files import StoredFile
from tests.world.cast import ADA, BO
from tests.world.tickets import at

KEY, OTHER_KEY = "a" * 16, "b" * 16


def kept(desk: Desk, kind: str = "phone", key: str = KEY, title: str = "One", *files: StoredFile) -> None:
    with desk.work(ADA) as work:
        rows = tuple({"key": one.hash[:16], "hash": one.hash, "size": one.size} for one in files)
        keep_new_ticket_draft(work, kind, key, [["Title", title]], rows)


def titles(desk: Desk) -> dict[str, str]:
    with desk.look(ADA) as look:
        return {one.kind: one.text("Title") for one in list_new_ticket_drafts(look)}


def test_there_is_one_of_each_kind(world: Desk) -> None:
    kept(world)
    kept(world, title="Two")
    kept(world, "email", OTHER_KEY, "A mail")
    assert titles(world) == {"phone": "Two", "email": "A mail"}
    kept(world, "phone", "c" * 16, "Another call")
    assert titles(world) == {"phone": "Another call", "email": "A mail"}


def test_it_is_its_agents_only(world: Desk) -> None:
    kept(world)
    with world.work(BO) as work:
        assert list_new_ticket_drafts(work) == []
        assert take_new_ticket_draft(work, KEY) is None
    assert titles(world) == {"phone": "One"}


def test_what_is_taken_is_back_if_no_ticket_came_of_it(world: Desk) -> None:
    kept(world)
    with pytest.raises(ZeroDivisionError), world.work(ADA) as work:
        assert take_new_ticket_draft(work, KEY)
        raise ZeroDivisionError
    assert titles(world) == {"phone": "One"}


def test_a_draft_has_a_largest_size(world: Desk) -> None:
    with pytest.raises(Invalid):
        kept(world, title="x" * LONGEST)


def test_it_is_forgotten_a_week_after_it_was_written_on_and_its_files_with_it(world: Desk) -> None:
    waiting = world.files.waiting
    mine, stray = waiting.put(b"of a draft"), waiting.put(b"of nothing")
    kept(world, "phone", KEY, "One", mine)
    expire_uploads(at(world, now() + timedelta(days=6)))
    assert titles(world) and waiting.exists(mine.hash) and not waiting.exists(stray.hash)
    expire_uploads(at(world, now() + timedelta(days=8)))
    assert not titles(world) and not waiting.exists(mine.hash)


def test_files_that_come_at_once_are_all_kept(world: Desk) -> None:
    def add(number: int) -> None:
        with world.work(ADA) as work:
            had = next((one.files for one in load_new_ticket_drafts(work)), ())
            keep_new_ticket_draft(work, "phone", KEY, [["Title", "One"]], (*had, {"key": str(number)}))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(8)))
    with world.look(ADA) as look:
        [draft] = list_new_ticket_drafts(look)
    assert {one["key"] for one in draft.files} == set(map(str, range(8)))
