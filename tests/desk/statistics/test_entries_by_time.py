"""What is asked of the history of all tickets is found by its time, and grows with what is asked for only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from polydesk.desk.desk import Desk
from polydesk.desk.search.criteria import Span, TicketCriteria, TimeKey
from polydesk.desk.search.search_tickets import search_tickets
from polydesk.desk.search.similar_tickets import similar_tickets
from polydesk.desk.statistics.activity import list_activity
from polydesk.desk.statistics.states_over_time import states_over_time, waiting_at
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.work import Look
from tests.world.cast import ADA
from tests.world.tickets import NOON, STATES, at, changed, opened

BY_TIME = "USING INDEX ix_history_create_time"


@contextmanager
def plans(look: Look) -> Iterator[list[str]]:
    """How SQLite goes about what is asked in here."""
    seen: list[tuple[str, Any]] = []
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        seen.append((statement, values))

    event.listen(look.connection.engine, "before_cursor_execute", note)
    yield found
    event.remove(look.connection.engine, "before_cursor_execute", note)
    for statement, values in seen:
        rows = look.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        found += [row.detail for row in rows]


def closed_lately(look: Look) -> None:
    span = Span(start=look.now - timedelta(days=7))
    search_tickets(look, TicketCriteria(times={TimeKey.CLOSED: span}), limit=5)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda look: list_activity(look, limit=5), "SCAN history"),
        (states_over_time, BY_TIME),
        (lambda look: waiting_at(look, look.now.date(), "open"), BY_TIME),
        (closed_lately, BY_TIME),
        (lambda look: similar_tickets(look, "c1", "printer"), "SEARCH ticket USING INDEX ix_ticket_customer_user"),
    ],
)
def test_each_is_entered_by_the_index_that_grows_least(shared: Desk, ask: Callable[[Look], Any], expected: str) -> None:
    if not shared.database.is_sqlite:
        pytest.skip("PostgreSQL plans by the size of the tables")
    with shared.look(ADA) as look, plans(look) as found:
        ask(look)
    assert any(expected in step for step in found), found
    assert not any("ix_history_type" in step for step in found), found


def test_a_day_is_as_its_tickets_were_then(shared: Desk) -> None:
    then, now = at(shared, NOON), at(shared, NOON + timedelta(days=3))
    before = {day.day: day.counts["open"] for day in _days(now)}
    still, closed, waited = opened(then), opened(then), opened(then, state="pending reminder")
    changed(now, closed, ADA, set_state, STATES["closed successful"])
    changed(now, waited, ADA, set_state, STATES["open"])
    opened(now)
    with now.look(ADA) as look:
        listed = search_tickets(look, waiting_at(look, NOON.date(), "open"), limit=10_000)
    mine = {still, closed, waited}
    assert mine & set(listed) == {still, closed}
    after = {day.day: day.counts["open"] for day in _days(now)}
    assert after[NOON.date()] - before[NOON.date()] == 2


def _days(desk: Desk) -> Any:
    with desk.look(ADA) as look:
        return states_over_time(look)
