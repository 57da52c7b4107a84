"""People from the directory sign in wherever others do."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.people import let_in, sign_in
from polydesk.desk.people.directory_sync import sync_people
from polydesk.desk.people.passwords import VerifiedPasswords
from polydesk.desk.people.throttle import Throttle
from polydesk.ldap.server import LdapServer
from tests.api.client import Client
from tests.ldap.conftest import Start, join, settings_for
from tests.slapd import Slapd, group, person

NORA = {"UserLogin": "nora", "Password": "pw"}
OTTO = {"CustomerUserLogin": "otto", "Password": "pw"}


@pytest.fixture
def slapd(world: Desk, directory: Start, monkeypatch: pytest.MonkeyPatch) -> Slapd:
    monkeypatch.setattr(let_in, "_THROTTLE", Throttle())
    monkeypatch.setattr(sign_in, "_LET_IN", VerifiedPasswords(seconds=60))
    started = directory(person("nora"), person("otto"), group("Sales", ["nora"]))
    join(world, settings_for(started, user_groups=("Sales",), default_role="customer"))
    assert sync_people(world.work, LdapServer()).report.errors == []
    return started


def test_agents_and_customers_at_the_generic_interface(world: Desk, slapd: Slapd) -> None:
    client = Client(world)
    ticket_id = client.open(NORA, Queue="Sales", CustomerUser="otto")
    assert client.ticket(ticket_id, OTTO)["CustomerUserID"] == "otto"
    for wrong in ({**NORA, "Password": "no"}, {**OTTO, "Password": ""}, {**OTTO, "CustomerUserLogin": "nora"}):
        assert "AuthFail" in client.get(ticket_id, wrong).error or "Missing" in client.get(ticket_id, wrong).error


def test_who_was_right_a_moment_ago_is_not_asked_about_again(world: Desk, slapd: Slapd) -> None:
    client = Client(world)
    ticket_id = client.open(NORA, Queue="Sales")
    slapd.stop()
    assert client.ticket(ticket_id, NORA)
    assert client.get(ticket_id, {**NORA, "Password": "no"}).status == 500
