from datetime import timedelta

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.people.customers import find_customer_by_address
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import Agent, CustomerUserEmail
from polydesk.desk.people.passwords import verify_password
from polydesk.desk.people.sessions import find_session, new_token, open_session
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.services.models import WebServiceVersion
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Conflict
from polydesk.kernel.settings import Settings
from tests.desk.configuration.loading import dump, entry, load

DESK = """
settings: {FQDN: desk.example}
groups: [{name: sales}]
roles: [{name: Seller, rights: {sales: [ro, note]}}]
agents:
  - {login: Ada, password: ada-pw, rights: {users: rw}, roles: [Seller], preferences: {UserLanguage: de}}
queues: [{name: Sales, group: sales, follow_up: reject, first_response_time: 60}]
services: [{name: Mail}, {name: Web}]
slas: [{name: Gold, services: [Mail]}]
companies: [{customer_id: acme, name: ACME}]
customer_users:
  - {login: c1, email: c1@acme.example, further_emails: [cora@acme.example], customer_id: acme, services: [Mail]}
default_services: [Web]
dynamic_fields: [{name: Product, label: Product, kind: Dropdown, object: Ticket, config: {PossibleValues: {1: One}}}]
screens: {"ExternalFrontend::TicketCreate": {QueueDefault: Sales, DynamicField: {Product: 2}}}
acls:
  - name: 100 Only Sales
    match: {Properties: {CustomerUser: {UserLogin: ["[RegExp]^c"]}}, PropertiesDatabase: {}}
    change: {Possible: {Ticket: {Queue: [Sales]}}, PossibleNot: {Form: [PriorityID]}}
    stop_after_match: true
web_services: [{name: Own, config: {Provider: {Transport: {Config: {MaxLength: 5}}}}}]
api_keys: [{label: monitoring, agent: root@localhost, key: a-long-and-random-key}]
"""


def test_everything_takes_effect_at_once(desk: Desk) -> None:
    load(desk, DESK)
    with desk.look() as look:
        catalogue, directory = look.config(Catalogue), look.config(Directory)
        sales, queue, ada = directory.groups.named("sales"), catalogue.queues.named("Sales"), directory.agents[2]
        assert look.config(Settings)["FQDN"] == "desk.example"
        assert sales and ada.rights["note"] == {1, sales.id}
        assert queue and (queue.follow_up, queue.clocks.first_response) == (2, 60)
        assert catalogue.default_services == {2}
        assert catalogue.slas[1].service_ids == {1}


def test_loading_twice_changes_nothing_and_moves_no_time(desk: Desk) -> None:
    first = load(desk, DESK)
    before = change_time(desk)
    later(desk)
    second = load(desk, DESK)
    assert (second.created, second.changed) == (0, 0)
    assert second.unchanged == first.created + first.changed
    assert change_time(desk) == before


def change_time(desk: Desk) -> object:
    with desk.look() as look:
        return look.connection.execute(select(Agent.change_time).where(Agent.login == "Ada")).scalar_one()


def later(desk: Desk) -> None:
    now = desk._now
    desk._now = lambda: now() + timedelta(hours=1)


def test_a_changed_list_replaces_the_one_before_and_moves_the_time(desk: Desk) -> None:
    load(desk, DESK)
    before = change_time(desk)
    later(desk)
    report = load(desk, "agents: [{login: Ada, rights: {users: [ro]}}]")
    assert (report.created, report.changed, report.unchanged) == (0, 1, 0)
    ada = entry(desk, "agents", "login", "Ada")
    assert (ada["rights"], ada["roles"], ada["preferences"]) == ({"users": ["ro"]}, ["Seller"], {"UserLanguage": "de"})
    assert change_time(desk) != before


def test_a_new_password_is_hashed_and_the_same_one_kept(desk: Desk) -> None:
    load(desk, DESK)
    hashed = entry(desk, "agents", "login", "Ada")["password_hash"]
    load(desk, DESK)
    assert entry(desk, "agents", "login", "Ada")["password_hash"] == hashed
    load(desk, "agents: [{login: Ada, password: another}]")
    assert verify_password("another", entry(desk, "agents", "login", "Ada")["password_hash"])


def test_a_session_outlives_a_load_unless_the_password_changes(desk: Desk) -> None:
    load(desk, DESK)
    token = new_token()
    with desk.work() as work:
        open_session(work, AgentActor(2, "Ada"), token=token, remote_address="::1", client="")
    load(desk, "agents: [{login: Ada, password: ada-pw, last_name: Other}]")
    with desk.look() as look:
        assert find_session(look, token, remote_address="::1")
    load(desk, "agents: [{login: Ada, password: another}]")
    with desk.look() as look:
        assert find_session(look, token, remote_address="::1") is None


def test_logins_are_found_in_any_case_and_keep_their_spelling(desk: Desk) -> None:
    load(desk, DESK)
    assert not load(desk, "agents: [{login: ADA, password: ada-pw}]").anything_new
    assert entry(desk, "agents", "login", "Ada")


def test_an_address_can_move_from_one_customer_user_to_another(desk: Desk) -> None:
    load(desk, DESK)
    load(
        desk,
        """
        customer_users:
          - {login: c2, email: cora@acme.example}
          - {login: c1, further_emails: []}
        """,
    )
    with desk.look() as look:
        addresses = look.connection.execute(select(CustomerUserEmail.address)).scalars()
        assert sorted(addresses) == ["c1@acme.example", "cora@acme.example"]


def test_the_primary_address_follows_the_customer_user(desk: Desk) -> None:
    load(desk, DESK)
    load(desk, "customer_users: [{login: c1, email: new@acme.example}]")
    assert entry(desk, "customer_users", "login", "c1")["further_emails"] == ["cora@acme.example"]
    with desk.look() as look:
        addresses = look.connection.execute(select(CustomerUserEmail.address)).scalars()
        assert sorted(addresses) == ["cora@acme.example", "new@acme.example"]


def test_an_entry_with_the_id_of_a_row_renames_it(desk: Desk) -> None:
    report = load(desk, "queues: [{id: 4, name: Everything else}]")
    assert (report.created, report.changed) == (0, 1)
    with desk.look() as look:
        assert look.config(Catalogue).queues[4].name == "Everything else"


def test_the_name_of_a_renamed_row_can_go_to_another(desk: Desk) -> None:
    load(desk, "queues: [{id: 4, name: Everything else}, {id: 9, name: Misc, group: users}]")
    with desk.look() as look:
        queues = look.config(Catalogue).queues
        assert (queues[4].name, queues[9].name) == ("Everything else", "Misc")


def test_logins_are_never_renamed(desk: Desk) -> None:
    with pytest.raises(Conflict) as refused:
        load(desk, "agents: [{id: 1, login: admin}]")
    assert refused.value.details == {"where": "agents[0]", "by": "root@localhost"}


def test_a_row_keeps_its_id(desk: Desk) -> None:
    with pytest.raises(Conflict) as refused:
        load(desk, "queues: [{id: 7, name: Raw}]")
    assert refused.value.details == {"where": "queues[0]", "id": 2}


def test_given_ids_and_counted_ones_do_not_meet(desk: Desk) -> None:
    load(desk, "queues: [{name: Counted, group: users}, {id: 5, name: Given, group: users}]")
    assert entry(desk, "queues", "name", "Given")["id"] == 5
    assert entry(desk, "queues", "name", "Counted")["id"] == 6


def test_two_people_may_have_one_address_and_its_mail_is_the_firsts(desk: Desk) -> None:
    load(desk, "customer_users: [{login: a, email: x@y.example}, {login: b, email: X@y.example}]")
    load(desk, "customer_users: [{login: b, email: x@y.example}]")
    with desk.look() as look:
        found = find_customer_by_address(look, "x@y.example")
    assert found is not None and found.login == "a"


def test_a_further_address_is_one_persons(desk: Desk) -> None:
    with pytest.raises(Conflict) as refused:
        load(desk, "customer_users: [{login: a, email: x@y.example}, {login: b, further_emails: [X@y.example]}]")
    assert refused.value.code == "configuration.taken"
    assert dump(desk)["customer_users"] == []


def test_a_change_of_a_web_service_is_a_version(desk: Desk) -> None:
    load(desk, DESK)
    load(desk, DESK)
    load(desk, "web_services: [{name: Own, config: {Provider: {}}}]")
    service_id = entry(desk, "web_services", "name", "Own")["id"]
    with desk.look() as look:
        versions = select(WebServiceVersion.id).where(WebServiceVersion.web_service_id == service_id)
        assert len(look.connection.execute(versions).all()) == 2
