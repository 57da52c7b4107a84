"""The calls of `/api/v1` about the directory, on a real one."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.people import let_in, sign_in
from polydesk.desk.people.passwords import VerifiedPasswords
from polydesk.desk.people.throttle import Throttle
from tests.api.gotrs.client import ADA, CORA, ROOT, Client
from tests.ldap.conftest import Start, allow_loopback, sent
from tests.slapd import DESK_SECRET, GROUPS, dn_of, group, person

PATH = "/api/v1/admin/ldap"


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of one test is remembered in the next."""
    monkeypatch.setattr(let_in, "_THROTTLE", Throttle())
    monkeypatch.setattr(sign_in, "_LET_IN", VerifiedPasswords(seconds=60))


@pytest.fixture
def admin(world: Desk) -> Client:
    return Client(world).of(ROOT)


def _queues(client: Client, who: tuple[str, str]) -> set[str]:
    reply = client.of(who).get("/api/v1/queues")
    return {queue["name"] for queue in reply.data} if reply.status == 200 else set()


def test_from_joining_a_directory_to_the_queues_of_its_people(world: Desk, admin: Client, directory: Start) -> None:
    allow_loopback(world)
    people = [person(f"person{number}", password=f"pw {number}") for number in range(1000)]
    slapd = directory(*people, group("Sales", ["person7"]), group("Secret", ["person8"]))
    assert admin.post(f"{PATH}/test", sent(slapd)).json["message"] == "Connection successful"
    assert admin.post(f"{PATH}/configure", sent(slapd)).json["message"] == "LDAP configured"
    result = admin.post(f"{PATH}/sync/users").data
    assert (result["users_found"], result["users_created"], result["errors"]) == (1000, 1000, [])
    status = admin.get(f"{PATH}/sync/status").data
    assert (status["connected"], status["total_users"], status["total_groups"]) == (True, 1000, 2)
    before = _queues(admin, ("person7", "pw 7"))
    assert "Sales" in before
    slapd.modify(f"cn=Sales,{GROUPS}", member=[dn_of("person9")])
    slapd.modify(f"cn=Secret,{GROUPS}", member=[dn_of("person7")])
    admin.post(f"{PATH}/sync/users")
    after = _queues(admin, ("person7", "pw 7"))
    assert after
    assert not after & before


def test_a_directory_that_cannot_be_used_is_not_joined(admin: Client, world: Desk, directory: Start) -> None:
    allow_loopback(world)
    slapd = directory()
    reply = admin.post(f"{PATH}/configure", sent(slapd, bind_password="wrong"))
    assert (reply.status, reply.error) == (400, "Failed to configure LDAP: the directory refuses: invalidCredentials")
    assert admin.get(f"{PATH}/config").data["configured"] is False
    reply = admin.post(f"{PATH}/test", sent(slapd, bind_password="wrong"))
    assert (reply.status, reply.json["success"]) == (200, False)
    assert isinstance(reply.json["response_time"], int)


def test_the_password_is_never_told(admin: Client, world: Desk, directory: Start) -> None:
    allow_loopback(world)
    slapd = directory()
    replies = [admin.post(f"{PATH}/configure", sent(slapd, sync_interval=3_600_000_000_000))]
    replies += [admin.get(f"{PATH}/config"), admin.get(f"{PATH}/sync/status"), admin.get("/api/v1/admin/audit/logs")]
    assert all(reply.status == 200 for reply in replies)
    assert not any(DESK_SECRET.encode() in reply.body for reply in replies)
    config = replies[1].json
    assert config["config"] == config["data"]
    assert (config["data"]["sync_interval"], config["data"]["auto_sync"]) == ("1h", True)


def test_this_machine_is_refused_unless_the_desk_allows_it(admin: Client) -> None:
    body = {"host": "127.0.0.1", "base_dn": "dc=x", "bind_dn": "cn=x", "bind_password": "x"}
    assert "AllowLoopback" in admin.post(f"{PATH}/configure", body).error


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"host": ""}, "host"),
        ({"host": "ldapi:///run/slapd"}, "host"),
        ({"bind_password": " "}, "bind_password"),
        ({"base_dn": None}, "base_dn"),
        ({"port": 0}, "port"),
        ({"port": "389"}, "port"),
        ({"use_tls": "yes"}, "use_tls"),
        ({"sync_interval": "soon"}, "sync_interval"),
        ({"sync_interval": "1s"}, "sync_interval"),
        ({"sync_interval": -1}, "sync_interval"),
        ({"attribute_map": {"username": "uid=*)(a"}}, "username"),
        ({"group_map": {"Sales": {"\ud800": ["rw"]}}}, "groups"),
        ({"role_map": {"Sales": ["a\0b"]}}, "role_map"),
    ],
)
def test_what_is_missing_or_wrong_is_named(admin: Client, change: dict[str, Any], field: str) -> None:
    body = {"host": "192.0.2.9", "base_dn": "dc=x", "bind_dn": "cn=x", "bind_password": "x", **change}
    for call in ("configure", "test"):
        reply = admin.post(f"{PATH}/{call}", body)
        assert reply.status == 400
        assert reply.error.endswith(field) or f"{field}." in reply.error


def test_without_a_directory(admin: Client) -> None:
    for call in ("sync/users", "disable"):
        reply = admin.post(f"{PATH}/{call}")
        assert (reply.status, reply.error) == (400, "LDAP not configured")
    nothing = {"configured": False, "connected": False, "auto_sync": False, "last_sync": None, "next_sync": None}
    status = admin.get(f"{PATH}/sync/status").json
    assert status["status"] == status["data"] == {**nothing, "sync_interval": None, "total_users": 0, "total_groups": 0}


@pytest.mark.parametrize("who", [ADA, CORA])
def test_only_who_runs_the_desk_may(world: Desk, who: tuple[str, str]) -> None:
    client = Client(world).of(who)
    calls = [client.get(f"{PATH}/{one}") for one in ("config", "sync/status")]
    calls += [client.post(f"{PATH}/{one}", {}) for one in ("sync/users", "disable")]
    body = {"host": "192.0.2.9", "base_dn": "dc=x", "bind_dn": "cn=x", "bind_password": "x"}
    calls += [client.post(f"{PATH}/{one}", body) for one in ("configure", "test")]
    assert {reply.status for reply in calls} == {403}


def test_who_was_let_in_by_the_directory_is_not_once_it_is_left(admin: Client, world: Desk, directory: Start) -> None:
    allow_loopback(world)
    slapd = directory(person("nora"))
    admin.post(f"{PATH}/configure", sent(slapd))
    admin.post(f"{PATH}/sync/users")
    body = {"login": "nora", "password": "pw"}
    assert admin.post("/api/v1/auth/login", body).status == 200
    assert admin.post("/api/v1/auth/login", {**body, "password": "no"}).status == 401
    assert admin.post(f"{PATH}/disable").status == 200
    assert admin.post("/api/v1/auth/login", body).status == 401


def test_signing_in_while_the_directory_is_down(admin: Client, world: Desk, directory: Start) -> None:
    allow_loopback(world)
    slapd = directory(person("nora"))
    admin.post(f"{PATH}/configure", sent(slapd))
    admin.post(f"{PATH}/sync/users")
    slapd.stop()
    assert admin.post("/api/v1/auth/login", {"login": "nora", "password": "pw"}).status == 503
    assert admin.post("/api/v1/auth/login", {"login": ADA[0], "password": ADA[1]}).status == 200
