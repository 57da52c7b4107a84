"""A page of a list of tickets is one statement, and by time and title it is read along an index."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.list_tickets import Listed, Part, SortKey, list_page_of_tickets
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.kernel.work import Look
from tests.world.cast import ADA
from tests.world.tickets import opened

ALL = TicketCriteria(archived=False)
WALKED = {
    SortKey.CREATED: "COVERING INDEX ix_ticket_create_time",
    SortKey.UPDATED: "COVERING INDEX ix_ticket_change_time",
    SortKey.TITLE: "INDEX ix_ticket_title",
}


@contextmanager
def statements(look: Look) -> Iterator[list[tuple[str, Any]]]:
    """With their values; but for those that read the configuration."""
    seen: list[tuple[str, Any]] = []
    look.config(Catalogue)

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        seen.append((statement, values))

    event.listen(look.connection, "before_cursor_execute", note)
    yield seen
    event.remove(look.connection, "before_cursor_execute", note)


def page(world: Desk, **part: Any) -> Listed:
    with world.look(ADA) as look:
        return list_page_of_tickets(look, ALL, Part(**{"limit": 2, **part}))


@pytest.mark.parametrize("sort", list(SortKey))
def test_a_page_with_its_total_is_one_statement(world: Desk, sort: SortKey) -> None:
    for _number in range(3):
        opened(world)
    with world.look(ADA) as look, statements(look) as seen:
        listed = list_page_of_tickets(look, ALL, Part(limit=2, sort=sort))
    assert (len(listed.rows), listed.total, listed.has_more) == (2, 3, True)
    assert len(seen) == 1


@pytest.mark.parametrize("is_down", [True, False])
@pytest.mark.parametrize("sort", list(WALKED))
def test_a_list_by_time_or_title_is_read_along_its_index(world: Desk, sort: SortKey, *, is_down: bool) -> None:
    if not world.database.is_sqlite:
        pytest.skip("PostgreSQL plans by the size of the tables")
    with world.look(ADA) as look, statements(look) as seen:
        list_page_of_tickets(look, ALL, Part(limit=2, sort=sort, is_down=is_down))
        [(statement, values)] = seen
        plan = [row.detail for row in look.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert f"SCAN ticket USING {WALKED[sort]}" in plan, plan
    assert "SEARCH ticket USING COVERING INDEX ix_ticket_queue (queue_id=? AND archived=?)" in plan, plan


def test_what_is_not_counted_is_listed_all_the_same(world: Desk) -> None:
    ids = [opened(world) for _number in range(3)]
    with world.look(ADA) as look, statements(look) as seen:
        listed = list_page_of_tickets(look, ALL, Part(limit=2, is_counted=False))
    assert ([row.id for row in listed.rows], listed.total, listed.has_more) == (ids[:0:-1], 0, True)
    assert "count(" not in seen[0][0]


def test_the_ticket_changed_last_comes_first(world: Desk) -> None:
    first, second, third = (opened(world) for _ticket in range(3))
    with world.work(ADA) as work:
        rename_ticket(work, first, "changed")
    by_change = page(world, sort=SortKey.UPDATED)
    assert [row.id for row in by_change.rows] == [first, third]
    further = page(world, sort=SortKey.UPDATED, after=by_change.end)
    assert ([row.id for row in further.rows], further.has_more) == ([second], False)
