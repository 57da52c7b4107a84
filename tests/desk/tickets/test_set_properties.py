"""Type, priority, customer, archive: properties without further consequences."""

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_type import set_type
from tests.world.cast import ADA
from tests.world.tickets import changed, opened, ticket_row


def test_a_type_names_the_new_one_first(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, set_type, 2) == [("TypeUpdate", "%%Incident%%2%%Unclassified%%1")]
    assert ticket_row(shared, ticket_id).type_id == 2


def test_a_priority_names_the_old_one_first(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, set_priority, 5) == [("PriorityUpdate", "%%3 normal%%3%%5 very high%%5")]
    assert ticket_row(shared, ticket_id).priority_id == 5


def test_a_customer_is_company_and_person(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, set_customer, customer_id="globex", customer_user="c3") == [
        ("CustomerUpdate", "%%CustomerID=globex;CustomerUser=c3;")
    ]
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.customer_id, ticket.customer_user) == ("globex", "c3")


def test_archiving_and_taking_out_again_are_entries(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, set_archived, True) == [("ArchiveFlagUpdate", "%%y")]
    assert ticket_row(shared, ticket_id).archived == 1
    assert changed(shared, ticket_id, ADA, set_archived, False) == [("ArchiveFlagUpdate", "%%n")]
    assert ticket_row(shared, ticket_id).archived == 0


def test_what_it_is_already_is_no_change(shared: Desk) -> None:
    ticket_id = opened(shared, customer_id="acme", customer_user="c1")
    before = ticket_row(shared, ticket_id)
    assert changed(shared, ticket_id, ADA, set_type, 1) == []
    assert changed(shared, ticket_id, ADA, set_priority, 3) == []
    assert changed(shared, ticket_id, ADA, set_customer, customer_id="acme", customer_user="c1") == []
    assert changed(shared, ticket_id, ADA, set_archived, False) == []
    assert ticket_row(shared, ticket_id) == before
