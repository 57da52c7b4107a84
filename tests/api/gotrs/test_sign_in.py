"""Sign-in to `/api/v1`."""

from tests.api.gotrs.client import ADA, CORA, Client


def test_agents_and_customers_sign_in(gotrs: Client) -> None:
    for login, password in (ADA, CORA):
        reply = gotrs.post("/api/v1/auth/login", {"username": login, "password": password})
        assert reply.data["user"]["login"] == login
        assert reply.json["access_token"] == reply.data["token"]


def test_a_wrong_password_is_refused(gotrs: Client) -> None:
    reply = gotrs.post("/api/v1/auth/login", {"login": ADA[0], "password": "wrong"})
    assert (reply.status, reply.error) == (401, "Invalid credentials")
