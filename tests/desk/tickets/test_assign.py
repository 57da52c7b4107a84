from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Entry
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.assign_team import assign_team
from tests.world.cast import ADA, BO
from tests.world.tickets import NOBODY, changed, configured, opened, ticket_row

TOLD_BO_OWNER = ("SendAgentNotification", "%%Ticket owner update notification%%agent2%%Email")
TOLD_BO_RESPONSIBLE = ("SendAgentNotification", "%%Ticket responsible update notification%%agent2%%Email")


def test_the_first_owner_becomes_responsible(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, assign_owner, BO.id) == [
        ("OwnerUpdate", "%%agent2%%3"),
        ("ResponsibleUpdate", "%%agent2%%3"),
        TOLD_BO_OWNER,
        TOLD_BO_RESPONSIBLE,
    ]
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.owner_id, ticket.responsible_id) == (BO.id, BO.id)


def test_later_owners_do_not(shared: Desk) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, assign_owner, ADA.id)
    assert changed(shared, ticket_id, ADA, assign_owner, BO.id) == [("OwnerUpdate", "%%agent2%%3"), TOLD_BO_OWNER]
    assert ticket_row(shared, ticket_id).responsible_id == ADA.id


def test_an_owner_of_a_ticket_with_a_responsible_agent_does_not(shared: Desk) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, assign_responsible, ADA.id)
    changed(shared, ticket_id, ADA, assign_owner, BO.id)
    assert ticket_row(shared, ticket_id).responsible_id == ADA.id


def test_the_responsible_agent_is_nobodys_owner(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert changed(shared, ticket_id, ADA, assign_responsible, BO.id) == [
        ("ResponsibleUpdate", "%%agent2%%3"),
        TOLD_BO_RESPONSIBLE,
    ]
    assert ticket_row(shared, ticket_id).owner_id == NOBODY


def test_who_it_is_already_is_no_change(shared: Desk) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, assign_owner, BO.id)
    assert changed(shared, ticket_id, ADA, assign_owner, BO.id) == []
    assert changed(shared, ticket_id, ADA, assign_responsible, BO.id) == []


def test_the_first_owner_does_not_become_responsible_where_the_desk_says_so(world: Desk) -> None:
    for name in ("Ticket::ResponsibleAutoSet", "Ticket::Responsible"):
        configured(world, settings={"Ticket::ResponsibleAutoSet": True, "Ticket::Responsible": True} | {name: False})
        ticket_id = opened(world)
        assert changed(world, ticket_id, ADA, assign_owner, ADA.id) == [("OwnerUpdate", "%%agent1%%2")]
        assert ticket_row(world, ticket_id).responsible_id == NOBODY


def test_without_responsible_agents_none_is_set(world: Desk) -> None:
    configured(world, settings={"Ticket::Responsible": False})
    assert changed(world, opened(world), ADA, assign_responsible, BO.id) == []


def test_a_team_takes_a_ticket_once(shared: Desk) -> None:
    ticket_id, team = opened(shared), Entry(1, "Field Team")
    assert changed(shared, ticket_id, ADA, assign_team, team) == [("Misc", "%%Team%%Field Team%%1")]
    assert changed(shared, ticket_id, ADA, assign_team, team) == []
