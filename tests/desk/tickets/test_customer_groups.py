from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.queries import list_tickets
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.errors import Invalid
from tests.desk.tickets.test_access import finds, sees
from tests.desk.tickets.verbs import VERBS, outcome
from tests.world.cast import CATO, CLEO, CORA, ROOT
from tests.world.tickets import configured, opened


def counted(desk: Desk, *, always: tuple[str, ...] = (), **sections: Any) -> None:
    """Groups count for customers from now on."""
    settings = {"CustomerGroupSupport": True, "CustomerGroupAlwaysGroups": list(always)}
    configured(desk, settings=settings, **sections)


def test_without_the_right_in_the_queues_group_not_even_the_own_ticket_is_there(world: Desk) -> None:
    ticket_id = opened(world, customer_user="c1")
    counted(world)
    for watching in (sees, finds):
        assert not watching(world, CORA, ticket_id)
    assert outcome(world, CORA, VERBS["add_article"], ticket_id) == "NotFound"


def test_ro_reads_and_rw_replies(world: Desk) -> None:
    ticket_id = opened(world, customer_user="c1")
    counted(world, customer_users=[{"login": "c1", "rights": {"sales": ["ro"]}}])
    for watching in (sees, finds):
        assert watching(world, CORA, ticket_id)
    assert outcome(world, CORA, VERBS["add_article"], ticket_id) == "Forbidden"
    counted(world, customer_users=[{"login": "c1", "rights": {"sales": "rw"}}])
    assert sees(world, CORA, ticket_id)
    assert outcome(world, CORA, VERBS["add_article"], ticket_id) == "fine"


def test_a_companys_rights_are_those_of_all_its_people(world: Desk) -> None:
    cleos, catos = opened(world, customer_user="c2"), opened(world, customer_user="c3")
    counted(world, companies=[{"customer_id": "acme", "rights": {"sales": "rw"}}])
    assert sees(world, CLEO, cleos)
    assert not sees(world, CATO, catos)
    assert sees(world, CustomerActor("c3", ("globex", "acme")), catos)


def test_some_groups_are_everybodys(world: Desk) -> None:
    sales = opened(world, customer_user="c3")
    secret = opened(world, ROOT, queue="Secret", customer_user="c3")
    counted(world, always=("sales", "no such group"))
    assert sees(world, CATO, sales)
    assert not sees(world, CATO, secret)
    assert outcome(world, CATO, VERBS["add_article"], sales) == "fine"


def test_an_invalid_group_opens_nothing(world: Desk) -> None:
    ticket_id = opened(world, customer_user="c1")
    counted(world, always=("sales",), groups=[{"name": "sales", "valid": "invalid"}])
    assert not sees(world, CORA, ticket_id)


@pytest.mark.parametrize("companies", [True, False])
def test_c3_lists_and_verbs_agree_on_who_sees_what(world: Desk, companies: bool) -> None:
    tickets = [
        opened(world, ROOT, queue=queue, customer_id=company, customer_user=login)
        for queue in ("Sales", "Secret", "Misc")
        for company, login in (("acme", "c1"), ("ACME", "c3"), ("globex", ""))
    ]
    counted(
        world,
        always=("users",),
        customer_users=[{"login": "c1", "rights": {"secret": ["ro"]}}],
        companies=[{"customer_id": "globex", "rights": {"sales": "rw"}}] if companies else [],
    )
    for actor in (CORA, CLEO, CATO):
        by_verb = {one for one in tickets if outcome(world, actor, VERBS["add_article"], one) != "NotFound"}
        assert {one for one in tickets if finds(world, actor, one)} == by_verb
        with world.look(actor) as look:
            assert set(list_tickets(look, tickets)) == by_verb


def test_customers_have_no_rights_but_these_two(world: Desk) -> None:
    with pytest.raises(Invalid, match="unknown_right"):
        configured(world, customer_users=[{"login": "c1", "rights": {"sales": ["note"]}}])
