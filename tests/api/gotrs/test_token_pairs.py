"""Access and refresh tokens: renewed by rotation, ended by signing out, good for nothing else."""

from datetime import timedelta
from typing import Any

import jwt
import pytest

from polydesk.desk.people.change_password import change_agent_password
from tests.api.gotrs.client import ADA, CORA, ROOT, Client, Reply

ME = "/api/v1/queues"
"""Whatever asks who is calling."""


def signed_in(gotrs: Client, who: tuple[str, str] = ADA) -> Any:
    return gotrs.post("/api/v1/auth/login", {"login": who[0], "password": who[1]}).data


def renewed(gotrs: Client, token: str) -> Reply:
    return gotrs.post("/api/auth/refresh", {"refresh_token": token})


def status_with(gotrs: Client, token: str) -> int:
    return gotrs.with_token(token).get(ME).status


def test_a_refresh_token_gives_new_tokens_of_the_same_person(gotrs: Client) -> None:
    again = renewed(gotrs, signed_in(gotrs)["refresh_token"]).data
    assert again["user"]["login"] == ADA[0]
    assert status_with(gotrs, again["access_token"]) == 200


def test_a_refresh_token_that_comes_twice_ends_the_sign_in(gotrs: Client) -> None:
    first = signed_in(gotrs)
    second = renewed(gotrs, first["refresh_token"]).data
    assert renewed(gotrs, first["refresh_token"]).status == 401
    assert renewed(gotrs, second["refresh_token"]).status == 401
    assert status_with(gotrs, second["access_token"]) == 401


def test_signing_out_ends_all_tokens_of_the_sign_in_and_no_other(gotrs: Client) -> None:
    ended, other = signed_in(gotrs), signed_in(gotrs)
    reply = gotrs.with_token(ended["access_token"]).post("/api/auth/logout")
    assert (reply.status, reply.json["message"]) == (200, "Logged out")
    assert status_with(gotrs, ended["access_token"]) == 401
    assert renewed(gotrs, ended["refresh_token"]).status == 401
    assert status_with(gotrs, other["access_token"]) == 200


def test_one_kind_of_token_does_not_pass_for_the_other(gotrs: Client) -> None:
    tokens = signed_in(gotrs)
    assert status_with(gotrs, tokens["refresh_token"]) == 401
    assert renewed(gotrs, tokens["access_token"]).status == 401


@pytest.mark.parametrize("who", [ADA, CORA])
def test_b3_ones_own_new_password_ends_all_but_this_sign_in(gotrs: Client, who: tuple[str, str]) -> None:
    """Whoever knew the old password may have signed in, or made a token, which lasts longer."""
    here, elsewhere = gotrs.of(who), gotrs.of(who)
    token = here.with_token(elsewhere.post("/api/v1/tokens", {"name": "x"}).data["token"])
    assert token.get("/api/v1/users/me").status == 200
    sent = {"current_password": who[1], "new_password": "Another-pw-1"}
    assert here.post("/api/v1/users/me/password", sent).status == 200
    assert [one.get("/api/v1/users/me").status for one in (here, elsewhere, token)] == [200, 401, 401]


def test_b3_a_password_set_by_others_ends_everything(gotrs: Client) -> None:
    ada = gotrs.of(ADA)
    token = ada.with_token(ada.post("/api/v1/tokens", {"name": "x"}).data["token"])
    with gotrs.desk.work() as work:
        change_agent_password(work, ADA[0], "another password")
    assert [one.get("/api/v1/users/me").status for one in (ada, token)] == [401, 401]


def test_a_new_password_ends_what_was_signed_in_with_the_old_one(gotrs: Client) -> None:
    tokens = signed_in(gotrs)
    with gotrs.desk.work() as work:
        change_agent_password(work, ADA[0], "another password")
    assert status_with(gotrs, tokens["access_token"]) == 401
    assert renewed(gotrs, tokens["refresh_token"]).status == 401


@pytest.mark.parametrize("how", ["unsigned", "other key", "cut", "number"])
def test_what_was_not_signed_here_is_refused(gotrs: Client, how: str) -> None:
    token = signed_in(gotrs)["access_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    forged = {
        "unsigned": jwt.encode(claims, "", algorithm="none"),
        "other key": jwt.encode(claims, "another key, and long enough for a MAC", algorithm="HS256"),
        "cut": token[:-2],
        "number": "17",
    }
    reply = gotrs.with_token(forged[how]).get(ME)
    assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")


def test_an_access_token_runs_out(gotrs: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = signed_in(gotrs)
    now = gotrs.desk._now
    monkeypatch.setattr(gotrs.desk, "_now", lambda: now() + timedelta(minutes=16))
    assert status_with(gotrs, tokens["access_token"]) == 401
    assert renewed(gotrs, tokens["refresh_token"]).status == 200
    monkeypatch.setattr(gotrs.desk, "_now", lambda: now() + timedelta(days=8))
    assert renewed(gotrs, signed_in(gotrs)["refresh_token"]).status == 200
    assert renewed(gotrs, tokens["refresh_token"]).status == 401


def test_tokens_claim_what_clients_of_gotrs_decode(gotrs: Client) -> None:
    for who, role in ((ROOT, "Admin"), (ADA, "Agent"), (CORA, "Customer")):
        token = signed_in(gotrs, who)["access_token"]
        claims = jwt.decode(token, options={"verify_signature": False})
        assert (claims["login"], claims["role"], claims["iss"]) == (who[0], role, "gotrs")
        assert claims.get("is_admin", False) is (role == "Admin")
        assert claims["exp"] - claims["iat"] == 900


def test_refusals_of_refresh(gotrs: Client) -> None:
    assert gotrs.post("/api/auth/refresh", {}).status == 400
    assert gotrs.post("/api/auth/refresh").status == 400
    assert renewed(gotrs, "not.a.token").status == 401


def test_a_customer_is_never_the_agent_of_the_same_number(gotrs: Client) -> None:
    """Both ids are small numbers: the token of customer 2 must not act as agent 2."""
    customer = gotrs.of(CORA)
    assert customer.get(ME).status == 403
