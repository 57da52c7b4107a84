"""Who may do what: each verb tried by each kind of person."""

from dataclasses import replace

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.kernel.actors import SYSTEM, Actor, AgentActor
from tests.desk.tickets.verbs import VERBS, outcomes
from tests.world.cast import ADA, CATO, CLEO, CORA, NELL, RAE, ROOT
from tests.world.tickets import changed, configured, opened

READING = {"flag"}
NOTING = READING | {"add_article", "attach", "account_time"}
CUSTOMERS_DO = NOTING | {"rename", "set_state", "set_priority"}
EVERYTHING = set(VERBS)


def verdicts(fine: set[str], otherwise: str = "Forbidden") -> dict[str, str]:
    return {name: "fine" if name in fine else otherwise for name in VERBS}


NOBODY_KNOWS = verdicts(set(), "NotFound")

AGENTS = {
    "rw": (ADA, EVERYTHING),
    "ro": (RAE, READING),
    "note": (AgentActor(5, "note1"), NOTING),
    "move_into": (AgentActor(6, "mover1"), READING | {"move"}),
    "create": (AgentActor(7, "creator1"), READING),
    "priority": (AgentActor(8, "prio1"), READING | {"set_priority"}),
    "owner": (AgentActor(9, "owner1"), READING | {"assign_owner", "assign_team"}),
    "rw by a role": (AgentActor(12, "role1"), EVERYTHING),
}


@pytest.mark.parametrize(("actor", "fine"), AGENTS.values(), ids=AGENTS)
def test_agents_do_what_their_rights_in_the_group_of_the_queue_allow(
    shared: Desk, actor: AgentActor, fine: set[str]
) -> None:
    assert outcomes(shared, actor, opened(shared)) == verdicts(fine)


@pytest.mark.parametrize("actor", [NELL, AgentActor(11, "gone1"), AgentActor(999, "nobody"), CATO], ids=str)
def test_others_do_not_even_learn_that_the_ticket_exists(shared: Desk, actor: Actor) -> None:
    assert outcomes(shared, actor, opened(shared, customer_id="acme", customer_user="c1")) == NOBODY_KNOWS


def test_nobody_finds_what_is_not_there(shared: Desk) -> None:
    assert outcomes(shared, ADA, 4711) == outcomes(shared, SYSTEM, 0) == NOBODY_KNOWS


def test_the_owner_may_do_everything(shared: Desk) -> None:
    ticket_id = opened(shared, ROOT, queue="Secret")
    changed(shared, ticket_id, ROOT, assign_owner, NELL.id)
    assert outcomes(shared, NELL, ticket_id) == verdicts(EVERYTHING)


def test_the_responsible_agent_may_do_everything_where_there_is_one(world: Desk) -> None:
    ticket_id = opened(world, ROOT, queue="Secret")
    changed(world, ticket_id, ROOT, assign_responsible, NELL.id)
    assert outcomes(world, NELL, ticket_id) == verdicts(EVERYTHING)
    configured(world, settings={"Ticket::Responsible": False})
    assert outcomes(world, NELL, ticket_id) == NOBODY_KNOWS


def test_a_watcher_may_read_where_there_are_watchers(world: Desk) -> None:
    ticket_id = opened(world, ROOT, queue="Secret")
    changed(world, ticket_id, ROOT, watch_ticket, NELL.id)
    assert outcomes(world, NELL, ticket_id) == verdicts(READING)
    configured(world, settings={"Ticket::Watcher": False})
    assert outcomes(world, NELL, ticket_id) == NOBODY_KNOWS


def test_customers_do_on_their_own_and_their_companys_tickets_what_is_meant_for_customers(shared: Desk) -> None:
    ticket_id = opened(shared, customer_id="acme", customer_user="c1")
    for customer in (CORA, CLEO):
        assert outcomes(shared, customer, ticket_id) == verdicts(CUSTOMERS_DO)


def test_trusted_customers_have_the_rights_of_the_system_agent_on_their_own_tickets_only(shared: Desk) -> None:
    ticket_id = opened(shared, customer_id="acme", customer_user="c1")
    assert outcomes(shared, replace(CORA, trusted=True), ticket_id) == verdicts(EVERYTHING)
    assert outcomes(shared, replace(CATO, trusted=True), ticket_id) == NOBODY_KNOWS


def test_where_the_system_agent_has_no_rights_trusted_customers_may_only_note(world: Desk) -> None:
    configured(
        world,
        groups=[{"id": 7, "name": "vault"}],
        queues=[{"id": 11, "name": "Vault", "group": "vault"}],
    )
    ticket_id = opened(world, SYSTEM, queue="Vault", customer_user="c1")
    changed(world, ticket_id, SYSTEM, assign_owner, ADA.id)
    assert outcomes(world, replace(CORA, trusted=True), ticket_id) == verdicts(NOTING)


def test_polydesk_itself_may_do_everything_but_mark_tickets_for_a_person(shared: Desk) -> None:
    assert outcomes(shared, SYSTEM, opened(shared)) == verdicts(EVERYTHING - {"flag"})
