"""The caller's own profile, preferences and password over `/api/v1`."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.gotrs.client import ADA, CATO, CORA, ON_SQLITE, ROOT, Client
from tests.world.tickets import configured

ME, PREFERENCES, PASSWORD = "/api/v1/users/me", "/api/v1/users/me/preferences", "/api/v1/users/me/password"
EVERYONE = pytest.mark.parametrize("who", [ADA, CORA], ids=["agent", "customer"])
NEW = "a-new-password"


def test_an_agent_sees_themselves(gotrs: Client) -> None:
    me = gotrs.of(ADA).get(ME).data
    assert (me["id"], me["login"], me["role"], me["active"], me["valid_id"]) == (2, "agent1", "Agent", True, 1)
    assert me["name"] == f"{me['first_name']} {me['last_name']}".strip()
    assert {"id": 1, "name": "users"}.items() <= me["groups"][0].items()
    assert "ticket:read" in me["permissions"]
    assert not any("password" in key for key in me)


def test_a_customer_sees_themselves(gotrs: Client) -> None:
    me = gotrs.of(CORA).get(ME).data
    assert (me["login"], me["role"], me["groups"], me["customer_id"]) == ("c1", "Customer", [], "acme")
    assert me["permissions"] == ["ticket:read", "ticket:create"]


def test_an_admin_is_one(gotrs: Client) -> None:
    assert gotrs.of(ROOT).get(ME).data["role"] == "Admin"


@EVERYONE
def test_names_change_and_nothing_else(gotrs: Client, who: tuple[str, str]) -> None:
    client = gotrs.of(who)
    before = client.get(ME).data
    sent = {"first_name": "Ula", "last_name": "", "phone": "123", "role": "Admin", "groups": [2], "login": "x"}
    reply = client.put(ME, {**sent, "valid_id": 2})
    assert reply.data["updated_at"].endswith("Z")
    changed = client.get(ME).data
    assert (changed["first_name"], changed["phone"]) == ("Ula", "123")
    for key in ("last_name", "role", "groups", "login", "valid_id", "email"):
        assert changed[key] == before[key]
    assert client.put(ME, {}).data["first_name"] == "Ula"


def test_an_agent_changes_their_address(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    taken = gotrs.of(ROOT).get(ME).data["email"]
    assert client.put(ME, {"email": "ada@desk.test"}).data["email"] == "ada@desk.test"
    assert client.put(ME, {"email": taken.upper()}).status == 409
    assert client.put(ME, {"email": "no address"}).status == 400


def test_customers_take_an_address_only_where_they_may(gotrs: Client, world: Desk) -> None:
    client, taken = gotrs.of(CORA), gotrs.of(CATO).get(ME).data["email"]
    same = client.get(ME).data["email"]
    assert client.put(ME, {"email": "boss@globex.test"}).status == 403
    assert client.put(ME, {"email": same}).status == 200
    configured(world, settings={"GOTRS::CustomersChangeTheirAddress": True})
    assert client.put(ME, {"email": taken}).status == 409
    assert client.put(ME, {"email": "nothing"}).status == 400
    assert client.put(ME, {"email": "cora@acme.test"}).data["email"] == "cora@acme.test"
    assert gotrs.of(CATO).put(ME, {"email": same}).data["email"] == same


@EVERYONE
def test_preferences_begin_with_defaults_and_change_one_by_one(gotrs: Client, who: tuple[str, str]) -> None:
    client = gotrs.of(who)
    before = client.get(PREFERENCES).data
    assert (before["language"], before["timezone"], before["theme"]) == ("en", "UTC", "light")
    assert before["user_id"] == client.get(ME).data["id"]
    reply = client.put(PREFERENCES, {"theme": "dark", "notifications": {"mobile": True}, "zoom": 1.5, "beta": True})
    assert reply.data["updated_at"].endswith("Z")
    after = client.get(PREFERENCES).data
    assert after == {
        **before,
        "theme": "dark",
        "notifications": {"email": True, "browser": True, "mobile": True},
        "zoom": 1.5,
        "beta": True,
    }
    assert client.put(PREFERENCES, {**after, "theme": None, "zoom": None}).status == 200
    del after["zoom"]
    assert client.get(PREFERENCES).data == {**after, "theme": "light"}


BAD_PREFERENCES: list[Any] = [
    [],
    None,
    "x",
    {"theme": 5},
    {"theme": []},
    {"notifications": True},
    {"notifications": {"email": "yes"}},
    {"notifications": {"more": {}}},
    {"x": []},
    {"x": {"a": 1}},
    {"": "x"},
    {"x" * 101: "x"},
    {"x": "y" * 30_000},
    {"x": "\0"},
    {"x\0": "y"},
    {"\ud800": "y"},
    {"x": "\ud800"},
    {"x": 10**30},
    {"x": -1e300},
    {"x": float("inf")},
    {str(number): 1 for number in range(101)},
]


@ON_SQLITE
def test_bad_preferences_are_refused(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    for sent in BAD_PREFERENCES:
        assert client.put(PREFERENCES, sent).status == 400, sent
    assert client.get(PREFERENCES).data["theme"] == "light"


@ON_SQLITE
def test_preferences_do_not_grow_without_end(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    for number, status in enumerate((200, 400)):
        assert client.put(PREFERENCES, {"dashboard": {f"more {number}": "x" * 15_000}}).status == status
    assert "more 1" not in client.get(PREFERENCES).data["dashboard"]


@ON_SQLITE
def test_a_whole_number_is_one_however_it_is_written(gotrs: Client) -> None:
    reply = gotrs.of(ADA).put(PREFERENCES, {"dashboard": {"items_per_page": 50.0}, "text": "\\u0000"})
    assert (reply.data["dashboard"]["items_per_page"], reply.data["text"]) == (50, "\\u0000")


@EVERYONE
def test_a_new_password_ends_other_sessions(gotrs: Client, who: tuple[str, str]) -> None:
    client, other = gotrs.of(who), gotrs.of(who)
    reply = client.post(PASSWORD, {"current_password": who[1], "new_password": NEW})
    assert reply.json["message"] == "Password changed successfully"
    assert reply.data["changed_at"].endswith("Z")
    assert client.get(ME).status == 200
    assert other.get(ME).status == 401
    assert gotrs.post("/api/v1/auth/login", {"login": who[0], "password": who[1]}).status == 401
    assert gotrs.of((who[0], NEW)).get(ME).status == 200


@EVERYONE
def test_the_current_password_is_asked_for(gotrs: Client, who: tuple[str, str]) -> None:
    client = gotrs.of(who)
    reply = client.post(PASSWORD, {"current_password": "wrong", "new_password": NEW})
    assert (reply.status, reply.error) == (401, "Current password is incorrect")
    assert client.get(ME).status == 200


def test_passwords_change_only_so_often(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    tries = [client.post(PASSWORD, {"current_password": "wrong", "new_password": NEW}) for _ in range(4)]
    assert [one.status for one in tries] == [401, 401, 401, 429]
    assert tries[-1].json["retry_after_sec"] > 60


BAD_PASSWORDS: list[Any] = [
    {},
    [],
    {"new_password": NEW},
    {"current_password": ADA[1]},
    {"current_password": ADA[1], "new_password": "1234567"},
    {"current_password": ADA[1], "new_password": 12345678},
    {"current_password": ADA[1], "new_password": "x" * 1025},
    {"current_password": "", "new_password": NEW},
]


@ON_SQLITE
def test_bad_passwords_are_refused(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    for sent in BAD_PASSWORDS:
        assert client.post(PASSWORD, sent).status == 400, sent


@ON_SQLITE
def test_bad_profiles_are_refused(gotrs: Client) -> None:
    client = gotrs.of(ADA)
    bad: list[Any] = [[], None, {"first_name": 5}, {"first_name": "x" * 201}, {"email": ["x"]}]
    for sent in bad:
        assert client.put(ME, sent).status == 400, sent


@ON_SQLITE
def test_nobody_has_no_profile(gotrs: Client) -> None:
    assert gotrs.get(ME).status == gotrs.put(ME, {}).status == 401
    assert gotrs.get(PREFERENCES).status == gotrs.put(PREFERENCES, {}).status == 401
    assert gotrs.post(PASSWORD, {}).status == 401


def test_seeing_oneself_costs_little(gotrs: Client, world: Desk) -> None:
    client = gotrs.of(ADA)
    client.get(ME)
    with counted(world) as sent:
        client.get(ME)
        client.get(PREFERENCES)
    assert len(sent) <= 8
