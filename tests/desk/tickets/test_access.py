from dataclasses import replace

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.search_tickets import search_tickets
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.queries import list_tickets
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.kernel.actors import SYSTEM, Actor, AgentActor, CustomerActor
from tests.desk.tickets.verbs import VERBS, outcome
from tests.world.cast import ADA, BO, CATO, CLEO, CORA, NELL, RAE, ROOT
from tests.world.tickets import changed, configured, opened


def sees(desk: Desk, actor: Actor, ticket_id: int) -> bool:
    with desk.look(actor) as look:
        return ticket_id in list_tickets(look, [ticket_id])


def finds(desk: Desk, actor: Actor, ticket_id: int) -> bool:
    with desk.look(actor) as look:
        return ticket_id in search_tickets(look, TicketCriteria(), limit=100_000)


def test_agents_see_and_find_what_is_in_the_queues_of_their_groups(shared: Desk) -> None:
    sales, support = opened(shared), opened(shared, queue="Support")
    reader = AgentActor(12, "role1")  # has sales by a role, support not at all
    for watching in (sees, finds):
        assert watching(shared, RAE, sales)
        assert watching(shared, reader, sales)
        assert not watching(shared, reader, support)
        assert not watching(shared, NELL, sales)


def test_owners_responsibles_and_watchers_see_but_do_not_find(shared: Desk) -> None:
    for verb in (assign_owner, assign_responsible, watch_ticket):
        ticket_id = opened(shared, ROOT, queue="Secret")
        assert not sees(shared, NELL, ticket_id)
        changed(shared, ticket_id, ROOT, verb, NELL.id)
        assert sees(shared, NELL, ticket_id)
        assert not finds(shared, NELL, ticket_id)


def test_the_system_agent_finds_everything(shared: Desk) -> None:
    ticket_id = opened(shared, queue="Support")
    changed(shared, ticket_id, ADA, assign_owner, ADA.id)
    assert finds(shared, ROOT, ticket_id)


def test_customers_see_and_find_their_own_and_their_companys_tickets(shared: Desk) -> None:
    own, company = opened(shared, customer_user="C1"), opened(shared, customer_user="x", customer_id="ACME")
    nobodys = opened(shared)
    for watching in (sees, finds):
        assert watching(shared, CORA, own)
        assert not watching(shared, CLEO, own)
        assert watching(shared, CLEO, company)
        assert watching(shared, CustomerActor("z", ("other", "acme")), company)
        assert not watching(shared, CATO, company)
        assert not watching(shared, CustomerActor("z", ("",)), nobodys)
        assert watching(shared, replace(CLEO, trusted=True), company)
        assert not watching(shared, replace(CATO, trusted=True), company)


def test_a_desk_may_keep_companies_tickets_from_each_other(world: Desk) -> None:
    configured(world, settings={"Ticket::Frontend::CustomerDisableCompanyTicketAccess": True})
    own, company = opened(world, customer_user="c1"), opened(world, customer_user="c2", customer_id="acme")
    for watching in (sees, finds):
        assert watching(world, CORA, own)
        assert not watching(world, CORA, company)
    assert outcome(world, CORA, VERBS["add_article"], company) == "NotFound"


ROLE = AgentActor(12, "role1")
PEOPLE: list[Actor] = [SYSTEM, ROOT, ADA, BO, RAE, NELL, AgentActor(11, "gone1"), ROLE, CORA, CLEO, CATO]


@pytest.mark.parametrize("company_tickets", [True, False])
def test_c3_lists_and_verbs_agree_on_who_sees_what(world: Desk, company_tickets: bool) -> None:
    configured(world, settings={"Ticket::Frontend::CustomerDisableCompanyTicketAccess": not company_tickets})
    tickets = [
        opened(world, ROOT, queue=queue, customer_id=company, customer_user=login)
        for queue in ("Sales", "Secret", "Old Queue", "Misc")
        for company, login in (("", ""), ("acme", "c1"), ("ACME", "C3"), ("globex", ""))
    ]
    changed(world, tickets[4], ROOT, assign_owner, NELL.id)
    changed(world, tickets[5], ROOT, assign_responsible, BO.id)
    changed(world, tickets[6], ROOT, watch_ticket, RAE.id)
    changed(world, tickets[1], ROOT, delete_ticket)
    for actor in PEOPLE:
        verb = VERBS["add_article"]
        by_verb = {one for one in tickets if outcome(world, actor, verb, one) != "NotFound"}
        with world.look(actor) as look:
            assert set(list_tickets(look, tickets)) == by_verb, actor
