import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.follow_up import FollowUp, customer_may_set_state, follow_up_of
from polydesk.desk.tickets.models import Ticket
from tests.world.tickets import STATES, configured, opened


def follow_up(desk: Desk, queue: str, state: str) -> FollowUp:
    ticket_id = opened(desk, queue=queue, state=state)
    with desk.look() as look:
        return follow_up_of(look, look.session.get_one(Ticket, ticket_id))


@pytest.mark.parametrize("state", ["new", "open", "pending reminder", "removed", "merged"])
def test_answers_to_tickets_that_are_not_closed_are_taken(shared: Desk, state: str) -> None:
    assert follow_up(shared, "Rejecting", state) is FollowUp.POSSIBLE


@pytest.mark.parametrize("state", ["closed successful", "closed unsuccessful"])
def test_the_option_of_the_queue_decides_about_closed_ones(world: Desk, state: str) -> None:
    configured(world, queues=[{"id": 11, "name": "Fresh", "group": "users", "follow_up": "new ticket"}])
    assert follow_up(world, "Sales", state) is FollowUp.POSSIBLE
    assert follow_up(world, "Rejecting", state) is FollowUp.REJECT
    assert follow_up(world, "Fresh", state) is FollowUp.NEW_TICKET


def may_set(desk: Desk, queue: str, state: str, wanted: str) -> bool:
    ticket_id = opened(desk, queue=queue, state=state)
    with desk.look() as look:
        return customer_may_set_state(look, look.session.get_one(Ticket, ticket_id), STATES[wanted])


def test_customers_open_and_close(shared: Desk) -> None:
    assert may_set(shared, "Sales", "new", "open")
    assert may_set(shared, "Sales", "open", "closed successful")
    assert may_set(shared, "Sales", "closed successful", "open")
    assert not any(may_set(shared, "Sales", "open", name) for name in ("new", "pending reminder", "removed", "merged"))


def test_customers_do_not_reopen_where_follow_ups_are_rejected(shared: Desk) -> None:
    assert may_set(shared, "Rejecting", "open", "closed successful")
    assert not may_set(shared, "Rejecting", "closed successful", "open")


def test_the_desk_may_offer_customers_other_state_types(world: Desk) -> None:
    configured(world, settings={"Ticket::Frontend::CustomerTicketZoom::StateType": ["closed"]})
    assert not may_set(world, "Sales", "new", "open")
