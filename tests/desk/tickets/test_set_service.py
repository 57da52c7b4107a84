from polydesk.desk.desk import Desk
from polydesk.desk.tickets.set_service import set_service, set_sla
from tests.world.cast import ADA
from tests.world.tickets import changed, opened, ticket_row

HOSTING, WEB, MAIL = 1, 2, 3
GOLD, SILVER = 1, 2


def test_the_history_names_the_new_service_first(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, set_service, HOSTING) == [("ServiceUpdate", "%%Hosting%%1%%NULL%%")]
    assert changed(shared, ticket_id, ADA, set_service, MAIL) == [("ServiceUpdate", "%%Mail%%3%%Hosting%%1")]
    assert ticket_row(shared, ticket_id).service_id == MAIL


def test_the_same_service_is_no_change(shared: Desk) -> None:
    assert changed(shared, opened(shared, service="Hosting"), ADA, set_service, HOSTING) == []


def test_a_new_service_drops_an_sla_that_is_not_its_own(shared: Desk) -> None:
    ticket_id = opened(shared, service="Hosting", sla="Gold")
    assert changed(shared, ticket_id, ADA, set_service, WEB) == [
        ("SLAUpdate", "%%NULL%%%%Gold%%1"),
        ("ServiceUpdate", "%%Hosting::Web%%2%%Hosting%%1"),
    ]
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.sla_id, ticket.escalation_time) == (None, 0)


def test_a_new_service_keeps_an_sla_both_have(shared: Desk) -> None:
    ticket_id = opened(shared, service="Hosting", sla="Gold")
    changed(shared, ticket_id, ADA, set_service, MAIL)
    assert ticket_row(shared, ticket_id).sla_id == GOLD


def test_an_sla_has_its_own_entry_and_starts_its_clocks(shared: Desk) -> None:
    ticket_id = opened(shared, service="Hosting")
    assert changed(shared, ticket_id, ADA, set_sla, GOLD) == [("SLAUpdate", "%%Gold%%1%%NULL%%")]
    assert ticket_row(shared, ticket_id).escalation_time > 0
    assert changed(shared, ticket_id, ADA, set_sla, SILVER) == [("SLAUpdate", "%%Silver%%2%%Gold%%1")]
    assert ticket_row(shared, ticket_id).escalation_time == 0


def test_the_same_sla_is_no_change(shared: Desk) -> None:
    assert changed(shared, opened(shared, service="Hosting", sla="Gold"), ADA, set_sla, GOLD) == []
