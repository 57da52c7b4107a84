"""What a new administrator sees first, and where dead ends lead on."""

from polydesk.desk.configuration.entries import names_in
from polydesk.desk.configuration.first_steps import STEPS, steps_left
from polydesk.desk.desk import Desk
from polydesk.web.admin.first_steps import FIRST_STEPS
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.tickets import configured

ALL = {
    "groups": [{"name": "Repairs"}],
    "agents": [{"login": "rita", "rights": {"Repairs": "rw"}}],
    "system_addresses": [{"email": "repairs@desk.example", "name": "Repairs"}],
    "auto_responses": [{"name": "Received", "type": "auto reply", "subject": "Received", "text": "Thank you."}],
    "queues": [{"name": "Repairs", "group": "Repairs", "system_address": "repairs@desk.example"}],
    "mailboxes": [{"name": "Repairs", "protocol": "imaps", "host": "mail.example", "login": "repairs"}],
    "customer_users": [{"login": "carl", "email": "carl@acme.example"}],
}


def test_a_new_desk_has_all_steps_before_it_and_each_that_is_done_is_left_out(desk: Desk) -> None:
    left = list(STEPS)
    with desk.look() as look:
        assert steps_left(look) == left
    for step, (section, entries) in zip(
        ("groups", "agents", "addresses", "auto_responses", "queues", "mailboxes", "customers"),
        ALL.items(),
        strict=True,
    ):
        configured(desk, **{section: entries})
        left.remove(step)
        with desk.look() as look:
            assert steps_left(look) == left
    configured(desk, settings={"SendmailModule": "SMTP"})
    with desk.look() as look:
        assert steps_left(look) == []


def test_steps_are_shown_until_all_are_done(root: Browser, world: Desk) -> None:
    page = root.get("/admin").text
    assert "First steps" in page and 'href="/admin/mailboxes/new"' in page and "✓ done" in page
    configured(world, **ALL, settings={"SendmailModule": "SMTP"})
    root.get("/admin")
    with counted(world) as statements:
        page = root.get("/admin").text
    assert "First steps" not in page and len(statements) <= 6, statements


def test_every_step_leads_to_a_page(root: Browser) -> None:
    assert [step.name for step in FIRST_STEPS] == list(STEPS)
    for step in FIRST_STEPS:
        assert root.get(step.path).status_code == 200, step.path


def test_a_new_group_leads_to_who_shall_have_rights_in_it(root: Browser) -> None:
    address = root.post("/admin/groups/new", {"name": "Repairs", "valid": "valid"}).headers["location"]
    assert address.endswith("/agents?made=1") and "Nobody may do anything in it yet" in root.get(address).text
    address = root.post("/admin/roles/new", {"name": "Fitters", "valid": "valid"}).headers["location"]
    assert address.endswith("/members?made=1") and "Nobody has it yet" in root.get(address).text


def test_where_there_is_nothing_to_choose_a_link_leads_to_a_new_one(root: Browser, world: Desk) -> None:
    with world.look() as look:
        roles = [{"name": name, "valid": "invalid"} for name in names_in(look, "roles")]
    configured(world, roles=roles)
    assert '<a href="/admin/roles/new">Roles</a>' in root.get("/admin/agents/new").text
    configured(world, roles=[{"name": "Fitters"}])
    assert '<a href="/admin/roles/new">' not in root.get("/admin/agents/new").text


def test_what_is_not_there_leads_back_to_administration(root: Browser, world: Desk) -> None:
    assert 'href="/admin">Back to administration' in root.get("/admin/groups/9999").text
    ada = Browser(world).of("agent1", "agent1-pw")
    assert "Back to administration" not in ada.get("/admin/groups/9999").text
