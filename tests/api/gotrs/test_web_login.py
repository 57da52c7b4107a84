"""The web interface's own login: cookies that work as a token does, on our own pages."""

from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from tests.api.gotrs.client import ADA, CORA, Client, Reply

FORM = {"content-type": "application/x-www-form-urlencoded"}
OURS = {"sec-fetch-site": "same-origin"}
WEB, CUSTOMER_WEB = "/api/auth/login", "/api/auth/customer/login"


def cookies(reply: Reply) -> SimpleCookie:
    """Those of an answer."""
    jar = SimpleCookie()
    for name, value in reply.pairs:
        if name == "set-cookie":
            jar.load(value)
    return jar


def sent_back(reply: Reply) -> dict[str, str]:
    return {"cookie": "; ".join(f"{name}={one.value}" for name, one in cookies(reply).items())}


@pytest.mark.parametrize("name", ["login", "username", "email", "user"])
def test_an_agent_gets_cookies_and_tokens(gotrs: Client, name: str) -> None:
    reply = gotrs.post(WEB, {name: ADA[0], "password": ADA[1]})
    assert (reply.status, reply.json["redirect"], reply.json["token_type"]) == (200, "/dashboard", "Bearer")
    jar = cookies(reply)
    assert jar["auth_token"].value == jar["access_token"].value == reply.json["access_token"]
    assert jar["refresh_token"].value == reply.json["refresh_token"]
    assert all(jar[one]["httponly"] for one in ("auth_token", "access_token", "refresh_token"))
    assert jar["gotrs_logged_in"].value == "true"
    assert gotrs.get("/api/v1/queues", sent_back(reply)).status == 200


def test_a_form_is_taken_as_well(gotrs: Client) -> None:
    form = urlencode({"user": CORA[0], "password": CORA[1]}).encode()
    reply = gotrs.send("POST", WEB, body=form, headers={**FORM, "hx-request": "true"})
    assert (reply.status, reply.json["redirect"], reply.headers["hx-redirect"]) == (200, "/customer", "/customer")


def test_customers_have_a_login_and_cookies_of_their_own(gotrs: Client) -> None:
    reply = gotrs.post(CUSTOMER_WEB, {"login": CORA[0], "password": CORA[1]})
    names = {"customer_auth_token", "customer_access_token", "customer_refresh_token", "customer_gotrs_logged_in"}
    assert set(cookies(reply)) == names
    assert gotrs.post(CUSTOMER_WEB, {"login": ADA[0], "password": ADA[1]}).status == 401


@pytest.mark.parametrize("path", [WEB, CUSTOMER_WEB])
def test_refusals(gotrs: Client, path: str) -> None:
    for sent in ({}, {"login": "agent1"}, {"password": "x"}, {"login": " ", "password": "x"}):
        reply = gotrs.post(path, sent)
        assert (reply.status, reply.error) == (400, "username and password required"), sent
    assert gotrs.send("POST", path, body=b"{").status == 400
    assert gotrs.post(path, {"login": 7, "password": "x"}).status == 400
    assert gotrs.post(path, {"login": "c1", "password": "wrong"}).status == 401


def test_it_is_limited_like_the_other_login(gotrs: Client) -> None:
    answers = [gotrs.post(WEB, {"login": "nobody-knows", "password": "wrong"}).status for _ in range(6)]
    assert answers == [401, 401, 401, 401, 401, 429]


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.test"}])
def test_another_sites_page_signs_nobody_in(gotrs: Client, headers: dict[str, str]) -> None:
    assert gotrs.post(WEB, {"login": ADA[0], "password": ADA[1]}, headers).status == 403


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://evil.test"}])
def test_nor_does_it_write_in_their_name(gotrs: Client, headers: dict[str, str]) -> None:
    sent = sent_back(gotrs.post(WEB, {"login": ADA[0], "password": ADA[1]}))
    assert gotrs.post("/api/v1/auth/logout", headers={**sent, **headers}).status == 401
    assert gotrs.post("/api/v1/auth/refresh", headers={**sent, **headers}).status == 400
    assert gotrs.get("/api/v1/queues", sent).status == 200


@pytest.mark.parametrize(("path", "who"), [(WEB, ADA), (CUSTOMER_WEB, CORA)])
def test_a_cookie_renews_itself(gotrs: Client, path: str, who: tuple[str, str]) -> None:
    first = gotrs.post(path, {"login": who[0], "password": who[1]})
    renewed = gotrs.post("/api/auth/refresh", headers={**sent_back(first), **OURS})
    assert renewed.status == 200
    assert set(cookies(renewed)) == set(cookies(first))
    assert gotrs.post("/api/auth/refresh", headers={**sent_back(first), **OURS}).status == 401


def test_signing_out_takes_the_cookies_away(gotrs: Client) -> None:
    sent = sent_back(gotrs.post(WEB, {"login": ADA[0], "password": ADA[1]}))
    reply = gotrs.post("/api/auth/logout", headers={**sent, **OURS})
    assert reply.status == 200
    assert {name: one["max-age"] for name, one in cookies(reply).items()} == dict.fromkeys(
        ("auth_token", "access_token", "gotrs_logged_in", "refresh_token"), "0"
    )
    assert gotrs.get("/api/v1/queues", sent).status == 401


def test_a_browsers_form_is_led_to_the_login_page(gotrs: Client) -> None:
    sent = sent_back(gotrs.post(WEB, {"login": ADA[0], "password": ADA[1]}))
    reply = gotrs.post("/api/auth/logout", headers={**sent, **OURS, "accept": "text/html,*/*;q=0.8"})
    assert (reply.status, reply.headers["location"]) == (302, "/login")


def test_cookies_are_secure_where_the_browser_speaks_tls(gotrs: Client) -> None:
    who = {"login": ADA[0], "password": ADA[1]}
    plain, secure = gotrs.post(WEB, who), gotrs.post(WEB, who, {"x-forwarded-proto": "https"})
    assert not any(one["secure"] for one in cookies(plain).values())
    assert all(one["secure"] for one in cookies(secure).values())
