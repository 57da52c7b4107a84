"""From Monday noon. Support: an answer in 60 minutes, updates every 120, solved in 480. The SLA Gold: 30, 60, 240."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.models import SENDER_CUSTOMER
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.clock import epoch
from tests.world.cast import ADA
from tests.world.tickets import NOON, STATES, at, changed, configured, opened, ticket_row

ANSWER = NewArticle(subject="Re", body="Try again.")
QUESTION = NewArticle(subject="Help", body="It smokes.", sender_type_id=SENDER_CUSTOMER)
NEVER = None


def clocks(desk: Desk, ticket_id: int) -> tuple[int | None, int | None, int | None]:
    """Minutes after noon at which the three clocks run out; also checks that the nearest is known."""
    ticket = ticket_row(desk, ticket_id)
    due = (ticket.escalation_response_time, ticket.escalation_update_time, ticket.escalation_solution_time)
    assert ticket.escalation_time == min((one for one in due if one), default=0)
    response, update, solution = ((one - epoch(NOON)) // 60 if one else None for one in due)
    return response, update, solution


def later(desk: Desk, minutes: int) -> Desk:
    return at(desk, NOON + timedelta(minutes=minutes))


def in_support(desk: Desk, **properties: Any) -> int:
    return opened(later(desk, 0), article=None, queue="Support", **properties)


def test_all_three_clocks_start_with_the_ticket(shared: Desk) -> None:
    assert clocks(shared, in_support(shared)) == (60, 120, 480)


def test_a_queue_without_clocks_starts_none(shared: Desk) -> None:
    assert clocks(shared, opened(later(shared, 0))) == (NEVER, NEVER, NEVER)


def test_an_sla_goes_before_the_queue(shared: Desk) -> None:
    assert clocks(shared, in_support(shared, service="Hosting", sla="Gold")) == (30, 60, 240)


def test_an_sla_without_clocks_stops_those_of_the_queue(shared: Desk) -> None:
    assert clocks(shared, in_support(shared, service="Hosting::Web", sla="Silver")) == (NEVER, NEVER, NEVER)


def test_without_services_the_queue_counts(world: Desk) -> None:
    configured(world, settings={"Ticket::Service": False})
    assert clocks(world, in_support(world, service="Hosting", sla="Gold")) == (60, 120, 480)


def test_an_answer_stops_the_first_clock_and_starts_the_second_anew(shared: Desk) -> None:
    ticket_id = in_support(shared)
    changed(later(shared, 10), ticket_id, ADA, add_article, ANSWER)
    assert clocks(shared, ticket_id) == (NEVER, 130, 480)


def test_what_the_customer_does_not_see_is_no_answer(shared: Desk) -> None:
    ticket_id = in_support(shared)
    changed(later(shared, 10), ticket_id, ADA, add_article, replace(ANSWER, visible=False))
    assert clocks(shared, ticket_id) == (60, 120, 480)


def test_an_update_is_owed_from_the_customers_first_article_since_the_last_answer(shared: Desk) -> None:
    ticket_id = in_support(shared)
    for minute, new in ((10, ANSWER), (20, QUESTION), (30, QUESTION)):
        changed(later(shared, minute), ticket_id, ADA, add_article, new)
    assert clocks(shared, ticket_id) == (NEVER, 140, 480)
    changed(later(shared, 40), ticket_id, ADA, add_article, ANSWER)
    assert clocks(shared, ticket_id) == (NEVER, 160, 480)


@pytest.mark.parametrize("state", ["pending reminder", "pending auto close+"])
def test_pending_stops_the_update_clock_only(shared: Desk, state: str) -> None:
    ticket_id = in_support(shared)
    changed(shared, ticket_id, ADA, set_state, STATES[state])
    assert clocks(shared, ticket_id) == (60, NEVER, 480)
    changed(shared, ticket_id, ADA, set_state, STATES["open"])
    assert clocks(shared, ticket_id) == (60, 120, 480)


@pytest.mark.parametrize("state", ["closed successful", "merged", "removed"])
def test_what_is_over_has_no_clocks(shared: Desk, state: str) -> None:
    ticket_id = in_support(shared)
    changed(shared, ticket_id, ADA, set_state, STATES[state])
    assert clocks(shared, ticket_id) == (NEVER, NEVER, NEVER)
    assert clocks(shared, in_support(shared, state=state)) == (NEVER, NEVER, NEVER)


def test_a_ticket_closed_once_has_no_solution_clock_any_more(shared: Desk) -> None:
    ticket_id = in_support(shared)
    for state in ("closed successful", "open"):
        changed(shared, ticket_id, ADA, set_state, STATES[state])
    assert clocks(shared, ticket_id) == (60, 120, NEVER)
    reopened = in_support(shared, state="closed unsuccessful")
    changed(shared, reopened, ADA, set_state, STATES["open"])
    assert clocks(shared, reopened) == (60, 120, NEVER)


def test_in_a_suspended_state_all_clocks_stand_still(world: Desk) -> None:
    configured(world, settings={"Ticket::EscalationSuspendStates": ["in progress"]})
    assert clocks(world, in_support(world, state="in progress")) == (NEVER, NEVER, NEVER)
    assert clocks(world, in_support(world, state="open")) == (60, 120, 480)


def test_only_working_time_counts(shared: Desk) -> None:
    evening = at(shared, NOON + timedelta(hours=8, minutes=30))  # half an hour before the office closes
    ticket_id = opened(evening, article=None, queue="Support")
    assert clocks(shared, ticket_id)[0] == (20 * 60) + 30  # 08:30 on Tuesday
