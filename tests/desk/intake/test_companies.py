"""Account managers of companies, their people as collaborators, and filters that look at a company."""

from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.intake.submission import Participant
from polydesk.desk.people.companies import MOST_MEMBERS
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.tickets.models import Collaborator
from polydesk.kernel.errors import Invalid
from tests.desk.intake.submissions import mails, new_address, refused, submitted
from tests.world.cast import ADA, BO
from tests.world.tickets import NOBODY, configured

ACME = {"customer_id": "acme", "domains": ["acme.example.net"]}
CORA, CLEO, CATO = "c1@acme.example", "c2@acme.example", "c3@globex.example"


def company(desk: Desk, **keys: Any) -> None:
    configured(desk, companies=[{**ACME, **keys}])


def managed(desk: Desk, **keys: Any) -> None:
    company(desk, account_manager="agent1", assign_account_manager=True, **keys)


def from_acme(desk: Desk, **properties: Any) -> Any:
    return submitted(desk, {"email": new_address("acme.example.net")}, **properties)


def colleagues(desk: Desk, ticket_id: int) -> set[str]:
    joined = select(CustomerUser.email).join(Collaborator, Collaborator.customer_user_id == CustomerUser.id)
    with desk.look() as look:
        return set(look.connection.execute(joined.where(Collaborator.ticket_id == ticket_id)).scalars())


def test_a_company_s_tickets_go_to_its_account_manager(world: Desk) -> None:
    managed(world)
    assert submitted(world, {"email": CORA}).owner_id == ADA.id
    assert from_acme(world).owner_id == ADA.id
    assert submitted(world, {"email": CATO}).owner_id == NOBODY


def test_the_account_manager_is_told_of_the_assignment(world: Desk) -> None:
    managed(world)
    told = {"subject": "Yours", "events": ["assigned"], "recipients": ["agent"]}
    ada = {"login": "agent1", "email": "ada@desk.example"}
    configured(world, notifications=[{"name": "Assigned", **told}], agents=[ada])
    assert ("ada@desk.example", "Yours") in mails(world, from_acme(world).id)


def test_a_team_can_be_account_manager(world: Desk) -> None:
    configured(world, teams=[{"name": "Keepers", "agents": ["agent1", "agent2"]}])
    company(world, account_team="Keepers", assign_account_manager=True)
    ticket = from_acme(world)
    assert (ticket.owner_id, ticket.team_id) == (NOBODY, 1)


def test_topics_and_filters_go_before_the_account_manager(world: Desk) -> None:
    managed(world)
    configured(world, help_topics=[{"name": "Refund", "id": 50, "agent": "agent2"}])
    assert from_acme(world, topic_id=50).owner_id == BO.id
    rule = {"what": "email", "how": "contains", "value": "acme"}
    action = {"type": "agent", "agent_id": BO.id}
    configured(world, ticket_filters=[{"name": "Bo's", "rules": [rule], "actions": [action]}])
    assert from_acme(world).owner_id == BO.id


def test_a_ticket_that_is_closed_at_once_is_nobody_s(world: Desk) -> None:
    managed(world)
    configured(world, settings={"PostmasterDefaultState": "closed successful"})
    assert from_acme(world).owner_id == NOBODY


def test_an_account_manager_is_not_assigned_unasked(world: Desk) -> None:
    company(world, account_manager="agent1")
    assert from_acme(world).owner_id == NOBODY


@pytest.mark.parametrize("gone", [{"agents": [{"login": "agent1"}]}, {"companies": [{"customer_id": "acme"}]}])
def test_who_is_out_of_use_gets_nothing(world: Desk, gone: dict[str, list[dict[str, Any]]]) -> None:
    managed(world)
    configured(
        world, **{section: [{**one, "valid": "invalid"} for one in entries] for section, entries in gone.items()}
    )
    assert from_acme(world).owner_id == NOBODY


def test_notifications_can_go_to_the_account_manager(world: Desk) -> None:
    configured(
        world,
        agents=[{"login": "agent2", "email": "bo@desk.example"}, {"login": "agent1", "email": "ada@desk.example"}],
        teams=[{"name": "Keepers", "agents": ["agent2"]}],
        notifications=[
            {"name": "N", "subject": "A ticket", "events": ["new_ticket"], "recipients": ["account_manager"]}
        ],
    )
    company(world, account_manager="agent1", account_team="Keepers")
    told = {to for to, _subject in mails(world, from_acme(world).id)}
    assert told == {"ada@desk.example", "bo@desk.example"}
    assert mails(world, submitted(world, {"email": CATO}).id) == set()


def test_members_of_a_company_take_part_where_it_says_so(world: Desk) -> None:
    assert colleagues(world, submitted(world, {"email": CORA}).id) == set()
    company(world, collaborators="members")
    assert CLEO in colleagues(world, submitted(world, {"email": CORA}).id)
    assert CORA not in colleagues(world, submitted(world, {"email": CORA}).id)
    assert CATO not in colleagues(world, from_acme(world).id)


def test_primary_contacts_can_be_all_who_take_part(world: Desk) -> None:
    configured(world, customer_users=[{"login": "c2", "primary_contact": True}])
    company(world, collaborators="primary contacts")
    assert colleagues(world, submitted(world, {"email": CORA}).id) == {CLEO}
    assert colleagues(world, submitted(world, {"email": CLEO}).id) == set()


def test_a_large_company_does_not_join_as_a_whole(world: Desk) -> None:
    many = [{"login": f"m{n}", "email": f"m{n}@acme.example", "customer_id": "acme"} for n in range(MOST_MEMBERS + 20)]
    configured(world, customer_users=many)
    configured(world, customer_users=[{"login": "m60", "primary_contact": True}])
    company(world, collaborators="members")
    joined = colleagues(world, from_acme(world).id)
    assert len(joined) == MOST_MEMBERS
    assert "m60@acme.example" in joined


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "ACME Ltd."), ("city", "Springfield"), ("customer_id", "acme"), ("url", "acme.example")],
)
def test_filters_look_at_the_sender_s_company(world: Desk, field: str, value: str) -> None:
    company(world, name="ACME Ltd.", city="Springfield", url="https://acme.example")
    rule = {"what": f"company.{field}", "how": "contains", "value": value}
    configured(world, ticket_filters=[{"name": "Acme", "rules": [rule], "actions": [{"type": "reject"}]}])
    refused(world, {"email": CORA})
    refused(world, {"email": new_address("acme.example.net")})
    submitted(world, {"email": CATO})
    submitted(world)


def test_filters_look_at_the_company_of_the_reply_address(world: Desk) -> None:
    company(world, name="ACME Ltd.")
    form = {"what": "email", "how": "equal", "value": "form@robot.example.net"}
    acme = {"what": "company.name", "how": "starts", "value": "acme"}
    configured(
        world,
        ticket_filters=[
            {"name": "Form", "position": 1, "rules": [form], "actions": [{"type": "replyto"}]},
            {"name": "Acme", "position": 2, "rules": [acme], "actions": [{"type": "reject"}]},
        ],
    )
    mail: dict[str, Any] = {"channel": "Email", "source": "Email"}
    refused(world, {"email": "form@robot.example.net"}, reply_to=Participant(email=CORA), **mail)
    submitted(world, {"email": "form@robot.example.net"}, reply_to=Participant(email=CATO), **mail)


def test_a_rule_on_a_field_companies_do_not_have_is_refused(desk: Desk) -> None:
    rule = {"what": "company.mood", "how": "equal", "value": "good"}
    with pytest.raises(Invalid):
        configured(desk, ticket_filters=[{"name": "f", "rules": [rule], "actions": [{"type": "reject"}]}])
