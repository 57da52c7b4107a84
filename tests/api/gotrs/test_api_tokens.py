"""Tokens for integrations over `/api/v1`."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.gotrs.client import ADA, BO, CORA, ON_SQLITE, ROOT, Client, Reply

TOKENS = "/api/v1/tokens"
OF_ADA, OF_CORA = "/api/v1/admin/users/2/tokens", "/api/v1/admin/customer-users/c1/tokens"


def made(client: Client, path: str = TOKENS, **more: Any) -> Any:
    return client.post(path, {"name": "ci", **more}).data


def names(reply: Reply) -> list[str]:
    return [one["name"] for one in reply.data["tokens"]]


def test_a_token_is_shown_once_and_acts_as_its_owner(gotrs: Client) -> None:
    ada = gotrs.of(ADA)
    reply = ada.post(TOKENS, {"name": "ci", "expires_in": "90d"})
    assert reply.status == 201
    assert {name: reply.json[name] for name in reply.data} == reply.data
    token = reply.data["token"]
    assert token.startswith(f"gf_{reply.data['prefix']}_")
    assert reply.data["warning"]
    lives = _read(reply.data["expires_at"]) - _read(reply.data["created_at"])
    assert lives == timedelta(days=90)
    assert ada.with_token(token).get("/api/v1/queues").data == ada.get("/api/v1/queues").data
    assert token not in ada.get(TOKENS).body.decode()


def test_the_list_is_of_ones_own_tokens(gotrs: Client) -> None:
    ada, bo, cora = gotrs.of(ADA), gotrs.of(BO), gotrs.of(CORA)
    for client, name in ((ada, "a"), (bo, "b"), (cora, "c")):
        made(client, name=name)
    assert [names(client.get(TOKENS)) for client in (ada, bo, cora)] == [["a"], ["b"], ["c"]]
    assert sorted(names(gotrs.of(ROOT).get("/api/v1/admin/tokens"))) == ["a", "b", "c"]


def test_a_scope_is_a_limit(gotrs: Client) -> None:
    root = gotrs.of(ROOT)
    queues = root.with_token(made(root, scopes=["queues:read"])["token"])
    assert queues.get("/api/v1/queues").status == 200
    assert queues.get("/api/v1/users").status == 403
    assert queues.get("/api/v1/admin/users").status == 403
    admin = root.with_token(made(root, scopes=["admin:*"])["token"])
    assert (admin.get("/api/v1/admin/users").status, admin.get("/api/v1/queues").status) == (200, 403)


def test_c6_each_scope_opens_what_it_names_and_nothing_else(gotrs: Client) -> None:
    """Whoever may read that a ticket is there may not read what stands in it, nor who works here."""
    root = gotrs.of(ROOT)
    ticket = root.post("/api/v1/tickets", {"title": "Paper", "queue_id": 1, "body": "secret"}).data["id"]
    articles = f"/api/v1/tickets/{ticket}/articles"
    article = root.get(articles).data[0]["id"]
    reading, of_articles, writing = (
        root.with_token(made(root, scopes=[scope])["token"])
        for scope in ("tickets:read", "articles:read", "articles:write")
    )
    assert [one.get(f"/api/v1/tickets/{ticket}").status for one in (reading, of_articles, writing)] == [200, 403, 403]
    for path in (articles, f"{articles}/{article}", f"/api/v1/tickets/{ticket}/attachments/1"):
        expected = 404 if "attachments" in path else 200
        assert [one.get(path).status for one in (reading, of_articles, writing)] == [403, expected, 403]
    sent = {"subject": "x", "body": "y"}
    assert [one.post(articles, sent).status for one in (reading, of_articles, writing)] == [403, 403, 201]
    found = reading.get("/api/v1/search", q="Paper").data
    assert [one["id"] for one in found["tickets"]] == [ticket] and found["articles"] == [] and "users" not in found
    assert "last_article" not in reading.get("/api/v1/tickets", include="last_article").data[0]
    assert "last_article" in root.get("/api/v1/tickets", include="last_article").data[0]


def test_a_scope_gives_nothing_the_owner_has_not(gotrs: Client) -> None:
    ada = gotrs.of(ADA)
    assert ada.with_token(made(ada, scopes=["admin:*", "*"])["token"]).get("/api/v1/admin/users").status == 403


def test_a_token_makes_and_revokes_no_tokens(gotrs: Client) -> None:
    root = gotrs.of(ROOT)
    first = made(root)
    token = root.with_token(first["token"])
    for path in (TOKENS, OF_ADA, OF_CORA):
        assert token.post(path, {"name": "x"}).status == 403
    assert token.delete(f"{TOKENS}/{first['id']}").status == 403


def test_a_revoked_token_is_good_no_more(gotrs: Client) -> None:
    ada = gotrs.of(ADA)
    token = made(ada)
    reply = ada.delete(f"{TOKENS}/{token['id']}")
    assert (reply.data, reply.json["status"]) == ({"status": "revoked"}, "revoked")
    assert ada.with_token(token["token"]).get(TOKENS).status == 401
    assert ada.get(TOKENS).data["tokens"][0]["is_active"] is False
    assert ada.delete(f"{TOKENS}/{token['id']}").error == "Token not found"


def test_nobody_revokes_the_token_of_another(gotrs: Client) -> None:
    token = made(gotrs.of(ADA))
    assert [gotrs.of(who).delete(f"{TOKENS}/{token['id']}").status for who in (BO, CORA, ROOT)] == [404] * 3
    assert gotrs.of(ROOT).delete(f"/api/v1/admin/tokens/{token['id']}").status == 200


@pytest.mark.parametrize("path", [OF_ADA, OF_CORA])
def test_admins_give_tokens_to_others(gotrs: Client, path: str) -> None:
    root = gotrs.of(ROOT)
    token = made(root, path)
    owner = gotrs.of(ADA if path == OF_ADA else CORA)
    assert [one["id"] for one in owner.get(TOKENS).data["tokens"]] == [token["id"]]
    assert names(root.get(path)) == ["ci"]
    assert root.with_token(token["token"]).get("/api/v1/admin/users").status == 403
    other = OF_CORA if path == OF_ADA else OF_ADA
    assert root.delete(f"{other}/{token['id']}").status == 404
    assert root.delete(f"{path}/{token['id']}").status == 200


def test_customers_are_found_by_id_as_well(gotrs: Client) -> None:
    root = gotrs.of(ROOT)
    assert root.get("/api/v1/admin/customer-users/1/tokens").status == 200
    for nobody in ("4711", "9" * 30, "nobody", "%00"):
        reply = root.get(f"/api/v1/admin/customer-users/{nobody}/tokens")
        assert (reply.status, reply.error) == (404, "Customer not found")
    assert root.get("/api/v1/admin/users/4711/tokens").error == "User not found"


def test_the_time_of_use_is_written_down_once_a_minute(gotrs: Client, world: Desk) -> None:
    ada = gotrs.of(ADA)
    token = ada.with_token(made(ada)["token"])
    assert ada.get(TOKENS).data["tokens"][0]["last_used_at"] is None
    token.get("/api/v1/queues")
    assert ada.get(TOKENS).data["tokens"][0]["last_used_at"] is not None
    with counted(world) as sent:
        token.get("/api/v1/queues")
    assert not [one for one in sent if one.startswith("UPDATE")]
    assert len(sent) <= 3


@ON_SQLITE
@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "  "},
        {"name": "x" * 101},
        {"name": "a\0"},
        {"name": None},
        {"scopes": ["nonsense"]},
        {"scopes": "tickets:read"},
        *({"expires_in": one} for one in ("", "0d", "90", "d", "-1d", "99999y", "1w", 90, "٣d")),
    ],
)
def test_bad_wishes_are_refused(gotrs: Client, bad: dict[str, Any]) -> None:
    assert gotrs.of(ADA).post(TOKENS, {"name": "ci", **bad}).status == 400


def test_a_token_that_has_run_out_is_good_no_more(gotrs: Client, world: Desk, monkeypatch: Any) -> None:
    ada = gotrs.of(ADA)
    token = ada.with_token(made(ada, expires_in="1d")["token"])
    now = world._now()
    monkeypatch.setattr(world, "_now", lambda: now + timedelta(days=1, seconds=1))
    assert token.get("/api/v1/queues").status == 401


def test_scopes_are_described(gotrs: Client) -> None:
    scopes = gotrs.of(CORA).get(f"{TOKENS}/scopes").data["scopes"]
    assert {"scope": "tickets:read", "description": "Read tickets", "category": "tickets"} in scopes


def test_making_and_revoking_is_in_the_audit_trail(gotrs: Client) -> None:
    root = gotrs.of(ROOT)
    token = made(root)
    root.delete(f"{TOKENS}/{token['id']}")
    revoked, created = root.get("/api/v1/admin/audit/logs", user_id=1).data[:2]
    assert (revoked["action"], created["action"]) == ("token.revoke", "token.create")
    assert token["token"] not in str(created)


@ON_SQLITE
def test_only_the_right_people_may(gotrs: Client) -> None:
    for method, path in (
        ("GET", "/api/v1/admin/tokens"),
        ("DELETE", "/api/v1/admin/tokens/1"),
        *((method, path) for method in ("GET", "POST") for path in (OF_ADA, OF_CORA)),
        *(("DELETE", f"{path}/1") for path in (OF_ADA, OF_CORA)),
    ):
        assert [gotrs.of(who).send(method, path, {}).status for who in (ADA, CORA)] == [403, 403]
        assert gotrs.send(method, path, {}).status == 401
    for method, path in (("GET", TOKENS), ("POST", TOKENS), ("DELETE", f"{TOKENS}/1"), ("GET", f"{TOKENS}/scopes")):
        assert gotrs.send(method, path, {}).status == 401


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text)
