"""Administering users over `/api/v1`."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.gotrs.client import ADA, CORA, ON_SQLITE, RAE, ROOT, Client

ADMIN, PLAIN = "/api/v1/admin/users", "/api/v1/users"
PASSWORD = "a-long-password"
MIRA = {"login": "mira", "password": PASSWORD, "email": "mira@example.com", "first_name": "Mira", "last_name": "Holt"}
ADA_ID, ROOT_ID = 2, 1


@pytest.fixture
def root(gotrs: Client) -> Client:
    return gotrs.of(ROOT)


def made(root: Client, **more: Any) -> Any:
    return root.post(ADMIN, {**MIRA, **more}).data


def test_a_new_user_can_sign_in_at_once_with_the_rights_of_their_groups(root: Client) -> None:
    user = made(root, groups=[1])
    assert (user["login"], user["active"], user["valid_id"], user["role"]) == ("mira", True, 1, "Agent")
    assert user["groups"] == [{"id": 1, "name": "users", "permissions": _all_rights()}]
    assert user["created_at"].endswith("Z")
    assert "password" not in str(user)
    mira = root.of(("mira", PASSWORD))
    assert mira.get("/api/v1/queues").status == 200
    assert mira.get(ADMIN).error == "Admin access required"


def test_members_of_the_group_admin_are_admins(root: Client) -> None:
    assert made(root, groups=[2])["role"] == "Admin"
    assert root.of(("mira", PASSWORD)).get(ADMIN).status == 200


@pytest.mark.parametrize("path", [ADMIN, PLAIN])
def test_lists_come_in_pages_and_can_be_searched(root: Client, path: str) -> None:
    made(root)
    reply = root.get(path, per_page=2)
    assert [one["id"] for one in reply.data] == [1, 2]
    total = reply.json["pagination"]["total"]
    assert total > 5
    assert root.get(path, page=999).json["pagination"]["total"] == total
    assert [one["login"] for one in root.get(path, search="HOLT").data] == ["mira"]
    assert root.get(path, search="%").data == []


def test_lists_can_be_of_valid_and_of_invalid_users(root: Client) -> None:
    gone = made(root, valid_id=2)["id"]
    assert gone in ids(root.get(ADMIN, per_page=100))
    assert gone in ids(root.get(ADMIN, per_page=100, active="false"))
    assert gone not in ids(root.get(ADMIN, per_page=100, active="true"))
    assert gone not in ids(root.get(ADMIN, per_page=100, include_invalid="false"))
    assert gone not in ids(root.get(PLAIN, per_page=100, valid="1"))
    assert gone in ids(root.get(PLAIN, per_page=100, valid="2"))
    assert ADA_ID not in ids(root.get(PLAIN, per_page=100, group_id="2"))


def test_a_list_is_three_statements(root: Client, world: Desk) -> None:
    root.get(ADMIN)
    with counted(world) as sent:
        root.get(ADMIN)
    assert len(sent) <= 3, sent


@pytest.mark.parametrize("path", [ADMIN, PLAIN])
def test_one_user_is_shown(root: Client, path: str) -> None:
    assert root.get(f"{path}/{ADA_ID}").data["login"] == "agent1"


@ON_SQLITE
@pytest.mark.parametrize("path", [ADMIN, PLAIN])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_users_who_are_not_there_are_not_found(root: Client, path: str, method: str) -> None:
    for number in ("4711", "0", "-1", "9" * 18, "9" * 30):
        reply = root.send(method, f"{path}/{number}", {})
        assert (reply.status, reply.error) == (404, "User not found")
    assert root.send(method, f"{path}/x", {}).error == "Invalid user ID"


@ON_SQLITE
@pytest.mark.parametrize(
    "bad",
    [
        {"login": ""},
        {"login": "two words"},
        {"login": "tab\t"},
        {"login": "nul\0"},
        {"login": 7},
        {"login": "x" * 201},
        {"password": "short"},
        {"password": None},
        {"password": "x" * 2000},
        {"email": "nonsense"},
        {"email": "a@b.example, c@d.example"},
        {"first_name": "x" * 201},
        {"groups": [4711]},
        {"groups": "users"},
        {"groups": [2**64]},
        {"valid_id": 7},
        {"valid_id": "1"},
    ],
)
def test_users_with_bad_values_are_refused(root: Client, bad: dict[str, Any]) -> None:
    assert root.post(ADMIN, {**MIRA, **bad}).status == 400


@ON_SQLITE
@pytest.mark.parametrize("missing", ["login", "password"])
def test_login_and_password_are_needed(root: Client, missing: str) -> None:
    reply = root.post(ADMIN, {name: value for name, value in MIRA.items() if name != missing})
    assert (reply.status, reply.error) == (400, f"Invalid request: missing {missing}")


def test_nobody_gets_a_login_or_an_address_that_is_taken(root: Client) -> None:
    made(root)
    other = {**MIRA, "login": "MIRA", "email": "other@example.com"}
    assert (root.post(ADMIN, other).status, root.post(ADMIN, other).error) == (409, "Login already exists")
    other = {**MIRA, "login": "other", "email": "MIRA@example.com"}
    assert (root.post(PLAIN, other).status, root.post(PLAIN, other).error) == (409, "Email already exists")
    assert root.put(f"{ADMIN}/{ADA_ID}", {"email": "mira@example.com"}).status == 409


def test_only_what_is_sent_changes(root: Client) -> None:
    user = made(root, groups=[1])
    changed = root.put(f"{ADMIN}/{user['id']}", {"first_name": "Mirabel"}).data
    kept = ("login", "email", "last_name", "groups", "valid_id", "role")
    assert changed["first_name"] == "Mirabel"
    assert [changed[name] for name in kept] == [user[name] for name in kept]
    assert root.put(f"{ADMIN}/{user['id']}", {"email": "MIRA@example.com"}).data["email"] == "MIRA@example.com"


def test_groups_are_replaced(root: Client) -> None:
    user = made(root, groups=[1, 3])
    groups = root.put(f"{PLAIN}/{user['id']}", {"groups": [2]}).data["groups"]
    assert [one["name"] for one in groups] == ["admin"]
    assert root.put(f"{PLAIN}/{user['id']}", {"groups": []}).data["groups"] == []
    assert root.put(f"{PLAIN}/{user['id']}", {"groups": [4711]}).status == 400


def test_the_login_stays(root: Client) -> None:
    assert root.put(f"{ADMIN}/{ADA_ID}", {"login": "x"}).error == "Login cannot be changed"


def test_a_new_password_ends_the_sign_ins(root: Client) -> None:
    user = made(root)
    mira = root.of(("mira", PASSWORD))
    assert root.put(f"{ADMIN}/{user['id']}", {"password": "another-password"}).status == 200
    assert mira.get(PLAIN).status == 401
    assert root.of(("mira", "another-password")).get(PLAIN).status == 200
    root.post(f"{ADMIN}/{user['id']}/reset-password", {"new_password": PASSWORD})
    assert root.of(("mira", PASSWORD)).get(PLAIN).status == 200
    assert root.post(f"{ADMIN}/{user['id']}/reset-password", {"new_password": "short"}).status == 400


@pytest.mark.parametrize("way", ["delete", "put", "active", "deactivate"])
def test_whoever_goes_is_out_for_good(root: Client, way: str) -> None:
    path = f"{ADMIN}/{made(root)['id']}"
    mira = root.of(("mira", PASSWORD))
    token = mira.with_token(mira.post("/api/v1/tokens", {"name": "x"}).data["token"])
    ways = {
        "delete": lambda: root.delete(path),
        "put": lambda: root.put(path, {"valid_id": 2}),
        "active": lambda: root.put(path, {"active": False}),
        "deactivate": lambda: root.post(f"{path}/deactivate"),
    }
    assert ways[way]().status == 200
    assert root.get(path).data["valid_id"] == 2
    assert root.post("/api/v1/auth/login", {"login": "mira", "password": PASSWORD}).status == 401
    assert root.post(f"{path}/activate").data["active"] is True
    assert [mira.get(PLAIN).status, token.get(PLAIN).status] == [401, 401]


def test_a_deleted_user_is_told_as_documented(root: Client) -> None:
    user_id = made(root)["id"]
    reply = root.delete(f"{PLAIN}/{user_id}")
    assert reply.json == {"success": True, "message": "User deleted", "data": {"id": user_id, "valid_id": 2}}


def test_the_system_agent_and_oneself_stay(root: Client) -> None:
    assert made(root, groups=[2])["role"] == "Admin"
    mira = root.of(("mira", PASSWORD))
    own = root.get(ADMIN, search="mira").data[0]["id"]
    for reply in (mira.delete(f"{ADMIN}/1"), mira.put(f"{ADMIN}/1", {"valid_id": 2})):
        assert (reply.status, reply.error) == (403, "Cannot invalidate system admin user")
    reply = mira.delete(f"{ADMIN}/{own}")
    assert (reply.status, reply.error) == (403, "Cannot delete your own account")


CALLS = [
    ("GET", ADMIN),
    ("POST", ADMIN),
    ("POST", PLAIN),
    *((method, f"{path}/2") for method in ("PUT", "DELETE") for path in (ADMIN, PLAIN)),
    ("GET", f"{ADMIN}/2"),
    *(("POST", f"{ADMIN}/2/{what}") for what in ("activate", "deactivate", "reset-password")),
]


@ON_SQLITE
def test_only_admins_administer(gotrs: Client) -> None:
    for who in (ADA, CORA):
        client = gotrs.of(who)
        for method, path in CALLS:
            reply = client.send(method, path, {})
            assert (reply.status, reply.error) == (403, "Admin access required")
    for method, path in CALLS:
        assert gotrs.send(method, path, {}).status == 401


@ON_SQLITE
def test_agents_read_users_and_groups_and_customers_do_not(gotrs: Client) -> None:
    agent, customer = gotrs.of(RAE), gotrs.of(CORA)
    for path in (PLAIN, f"{PLAIN}/2", "/api/v1/groups"):
        assert (agent.get(path).status, customer.get(path).status, gotrs.get(path).status) == (200, 403, 401)


def test_groups_are_listed_by_name(root: Client) -> None:
    members = {one["name"]: one["member_count"] for one in root.get("/api/v1/groups").data}
    made(root, groups=[2])
    groups = root.get("/api/v1/groups", valid="1").data
    assert [one["name"] for one in groups] == sorted(one["name"] for one in groups)
    admin = next(one for one in groups if one["name"] == "admin")
    assert (admin["id"], admin["valid_id"], admin["active"], admin["comments"]) == (2, 1, True, "")
    assert admin["member_count"] == members["admin"] + 1


def test_what_admins_do_is_in_the_audit_trail_without_passwords(root: Client) -> None:
    user_id = made(root)["id"]
    root.put(f"{ADMIN}/{user_id}", {"first_name": "Mirabel", "password": "another-password"})
    updated, created = root.get("/api/v1/admin/audit/logs", user_id=ROOT_ID).data[:2]
    assert [updated["action"], created["action"]] == ["user.update", "user.create"]
    assert updated["resource"] == f"user/{user_id}"
    assert updated["old_values"] == {"first_name": "Mira"}
    assert updated["new_values"] == {"first_name": "Mirabel", "password": "changed"}
    assert PASSWORD not in str(created)
    assert "argon2" not in str(created)


def ids(reply: Any) -> list[int]:
    return [one["id"] for one in reply.data]


def _all_rights() -> list[str]:
    return ["ro", "move_into", "create", "note", "owner", "priority", "rw"]
