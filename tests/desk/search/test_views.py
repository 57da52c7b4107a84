"""The lists agents work from: what is in each, and how many wait in them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from polydesk.desk.desk import Desk
from polydesk.desk.search.list_tickets import Part, SortKey, list_page_of_tickets
from polydesk.desk.search.views import COUNTED, View, criteria_of
from polydesk.desk.statistics.view_counts import count_views
from polydesk.desk.tickets.flag import set_flag
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.kernel import clock
from polydesk.kernel.actors import AgentActor
from tests.desk.search.test_list_tickets import statements
from tests.world.cast import ADA, BO, NELL
from tests.world.tickets import LOCK, NOBODY, STATES, at, opened


def given(desk: Desk, ticket_id: int, **values: Any) -> int:
    """As it has come to be by then; how is not what this is about."""
    with desk.work() as work:
        work.connection.execute(update(Ticket).where(Ticket.id == ticket_id).values(**values))
    return ticket_id


def ids_in(desk: Desk, view: View, actor: AgentActor = ADA, **part: Any) -> list[int]:
    with desk.look(actor) as look:
        return [one.id for one in list_page_of_tickets(look, criteria_of(look, view), Part(limit=50, **part)).rows]


@pytest.fixture
def tickets(world: Desk) -> dict[str, int]:
    now = clock.epoch(clock.now())
    made = {
        "mine": given(world, opened(world), owner_id=ADA.id),
        "responsible": given(world, opened(world), owner_id=BO.id, responsible_id=ADA.id),
        "nobody's": given(world, opened(world), owner_id=NOBODY),
        "locked": given(world, opened(world), owner_id=ADA.id, lock_id=LOCK),
        "late": given(world, opened(world), owner_id=BO.id, escalation_time=now - 60),
        "soon": given(world, opened(world), owner_id=BO.id, escalation_time=now + 3600),
        "later": given(world, opened(world), owner_id=BO.id, escalation_time=now + 90_000),
        "pending": given(world, opened(world), owner_id=BO.id, state_id=STATES["pending reminder"], until_time=now),
        "closed": given(world, opened(world), owner_id=ADA.id, state_id=STATES["closed successful"]),
        "archived": given(world, opened(world), owner_id=ADA.id, archived=1),
    }
    with world.work(ADA) as work:
        watch_ticket(work, made["late"], ADA.id)
    return made


WHAT_IS_IN = {
    View.MINE: {"mine", "responsible", "locked"},
    View.UNASSIGNED: {"nobody's"},
    View.ESCALATED: {"late"},
    View.ESCALATING: {"soon"},
    View.PENDING: {"pending"},
    View.LOCKED: {"locked"},
    View.WATCHED: {"late"},
    View.CLOSED: {"closed"},
    View.OPEN: {"mine", "responsible", "nobody's", "locked", "late", "soon", "later", "pending"},
    View.ALL: {"mine", "responsible", "nobody's", "locked", "late", "soon", "later", "pending", "closed"},
}


def test_each_view_has_its_tickets_and_counts_them_in_one_statement(world: Desk, tickets: dict[str, int]) -> None:
    for view in View:
        assert set(ids_in(world, view)) == {tickets[name] for name in WHAT_IS_IN[view]}, view
    with world.look(ADA) as look, statements(look) as seen:
        counts = count_views(look)
    assert len(seen) == 1
    assert dict(counts.by_view) == {view: len(WHAT_IS_IN[view]) for view in COUNTED}
    assert counts.total == len(WHAT_IS_IN[View.OPEN])
    assert counts.by_state[STATES["pending reminder"]] == 1


def test_c3_what_an_agent_may_not_read_is_in_no_list_and_no_count(world: Desk, tickets: dict[str, int]) -> None:
    given(world, tickets["mine"], owner_id=NELL.id)
    for view in View:
        assert ids_in(world, view, NELL) == []
    with world.look(NELL) as look:
        counts = count_views(look)
    assert (counts.total, sum(counts.by_view.values())) == (0, 0)


def test_recently_closed_is_a_week(world: Desk, tickets: dict[str, int]) -> None:
    assert ids_in(at(world, clock.now() + timedelta(days=8)), View.CLOSED) == []


@pytest.mark.parametrize("key", [SortKey.ESCALATION, SortKey.PENDING])
def test_tickets_without_a_time_come_behind_those_with_one(world: Desk, tickets: dict[str, int], key: SortKey) -> None:
    first = {SortKey.ESCALATION: ["late", "soon", "later"], SortKey.PENDING: ["pending"]}[key]
    listed = ids_in(world, View.ALL, sort=key, is_down=False)
    assert listed[: len(first)] == [tickets[name] for name in first]
    assert len(listed) == len(WHAT_IS_IN[View.ALL])


@pytest.mark.parametrize("key", list(SortKey))
@pytest.mark.parametrize("is_down", [True, False])
def test_pages_by_every_key_have_each_ticket_once(
    world: Desk, tickets: dict[str, int], key: SortKey, *, is_down: bool
) -> None:
    found: list[int] = []
    place = None
    with world.look(ADA) as look:
        for _page in range(10):
            part = Part(limit=2, sort=key, is_down=is_down, after=place, for_agents=True)
            listed = list_page_of_tickets(look, criteria_of(look, View.ALL), part)
            found += [row.id for row in listed.rows]
            place = listed.end
            if not listed.has_more:
                break
    assert sorted(found) == sorted(tickets[name] for name in WHAT_IS_IN[View.ALL])


def test_a_ticket_is_unread_until_it_is_seen_and_again_when_something_is_new(world: Desk) -> None:
    ticket_id = opened(world, BO)

    def is_unread(actor: AgentActor = ADA) -> bool:
        with world.look(actor) as look:
            [row] = list_page_of_tickets(look, criteria_of(look, View.ALL), Part(limit=1, for_agents=True)).rows
            return bool(row.is_unread)

    assert (is_unread(), is_unread(BO)) == (True, False)
    with world.work(ADA) as work:
        set_flag(work, ticket_id, "Seen", "1")
    assert not is_unread()
    with at(world, clock.now() - timedelta(days=1)).work(ADA) as work:
        set_flag(work, ticket_id, "Seen", "1")
    assert is_unread()


@pytest.mark.parametrize(
    ("view", "index"),
    [
        (View.OPEN, "ix_ticket_queue"),
        (View.PENDING, "ix_ticket_queue"),
        (View.MINE, "ix_ticket_owner_id"),
        (View.UNASSIGNED, "ix_ticket_owner_id"),
    ],
)
def test_what_waits_is_found_along_an_index(world: Desk, view: View, index: str) -> None:
    if not world.database.is_sqlite:
        pytest.skip("PostgreSQL plans by the size of the tables")
    with world.look(ADA) as look, statements(look) as seen:
        list_page_of_tickets(look, criteria_of(look, view), Part(limit=2, sort=SortKey.UPDATED))
        count_views(look)
        plans = [
            [row.detail for row in look.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            for statement, values in list(seen)
        ]
    assert any(f"INDEX {index} (" in step for step in plans[0]), plans[0]
    assert any("USING COVERING INDEX ix_ticket_queue (" in step for step in plans[1]), plans[1]
