from polydesk.desk.desk import Desk
from polydesk.desk.tickets.watch import unwatch_ticket, watch_ticket
from tests.world.cast import ADA, BO
from tests.world.tickets import changed, opened


def test_the_history_has_the_full_name_of_who_watches(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, watch_ticket, BO.id) == [("Subscribe", "%%Bo Agent")]
    assert changed(shared, ticket_id, ADA, unwatch_ticket, BO.id) == [("Unsubscribe", "%%Bo Agent")]


def test_watching_twice_is_watching(shared: Desk) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, watch_ticket, BO.id)
    assert changed(shared, ticket_id, ADA, watch_ticket, BO.id) == []


def test_who_does_not_watch_has_nothing_to_stop(shared: Desk) -> None:
    assert changed(shared, opened(shared), ADA, unwatch_ticket, BO.id) == []
