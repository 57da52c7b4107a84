from datetime import timedelta
from typing import Any

import pytest

from polydesk.kernel import clock
from polydesk.web.agent.cookies import NAME
from polydesk.web.agent.own_address import own_path
from tests.web.agent.client import Browser
from tests.world.tickets import at, configured

RIGHT = {"login": "agent1", "password": "agent1-pw"}


def test_who_is_not_signed_in_gets_to_the_form_and_back_to_the_page(browser: Browser) -> None:
    reply = browser.get("/?sort=title")
    assert reply.headers["location"] == "/login?next=%2F%3Fsort%3Dtitle"
    assert "Sign in" in browser.get(reply.headers["location"]).text
    reply = browser.post("/login", {**RIGHT, "next": "/?sort=title"}, csrf=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/?sort=title")
    assert browser.get("/").status_code == 200
    assert browser.get("/login").headers["location"] == "/"


@pytest.mark.parametrize("login", ["agent1", "nobody", "c1"])
def test_wrong_unknown_and_customers_hear_the_same(browser: Browser, login: str) -> None:
    reply = browser.post("/login", {"login": login, "password": "c1-pw" if login == "c1" else "wrong"}, csrf=False)
    assert reply.status_code == 401
    assert "Login or password is wrong." in reply.text


def test_guessing_is_slowed_down(browser: Browser) -> None:
    configured(browser.desk, settings={"SignIn::MostFailures": 1})
    browser.post("/login", {**RIGHT, "password": "wrong"}, csrf=False)
    reply = browser.post("/login", RIGHT, csrf=False)
    assert reply.status_code == 429
    assert int(reply.headers["retry-after"]) > 0


def test_the_form_speaks_the_browsers_language(browser: Browser) -> None:
    assert "Anmelden" in browser.get("/login", **{"accept-language": "de-AT,en;q=0.5"}).text


def test_signing_out_ends_the_session_for_every_browser(ada: Browser) -> None:
    stolen = Browser(ada.desk, ada.address, dict(ada.cookies))
    ada.post("/logout")
    assert stolen.get("/").status_code == 303


def test_session_fixation(browser: Browser) -> None:
    """A token somebody has planted is not the one that is signed in."""
    browser.cookies = {NAME: "planted"}
    browser.post("/login", RIGHT, csrf=False)
    assert browser.cookies[NAME] != "planted"
    assert Browser(browser.desk, browser.address, {NAME: "planted"}).get("/").status_code == 303


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser.post("/login", RIGHT, csrf=False).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie
    secure = browser.post("/login", RIGHT, csrf=False, **{"x-forwarded-proto": "https"}).headers["set-cookie"]
    assert "secure" in secure.lower()


class TestCsrf:
    def test_without_the_forms_token_nothing_happens(self, ada: Browser) -> None:
        for sent in ({}, {"csrf": "0" * 64}, {"csrf": "\u0661"}):
            assert ada.post("/logout", sent, csrf=False).status_code == 403
        assert ada.get("/").status_code == 200

    def test_another_sessions_token_is_none(self, browser: Browser, ada: Browser) -> None:
        bo = browser.of("agent2", "agent2-pw")
        assert ada.post("/logout", {"csrf": bo.csrf}, csrf=False).status_code == 403

    @pytest.mark.parametrize(
        "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
    )
    def test_other_sites_cannot_send_forms(self, ada: Browser, headers: dict[str, Any]) -> None:
        assert ada.post("/logout", **headers).status_code == 403
        assert ada.post("/login", RIGHT, csrf=False, **headers).status_code == 403

    def test_htmx_sends_it_in_a_header(self, ada: Browser) -> None:
        headers: dict[str, Any] = {"x-csrf-token": ada.csrf, "hx-request": "true"}
        reply = ada.post("/logout", csrf=False, **headers)
        assert (reply.status_code, reply.headers["hx-redirect"]) == (204, "/login")


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\nx", "\\/evil", "x", ""],
)
def test_open_redirect(wanted: str) -> None:
    assert own_path(wanted) == "/"


def test_framing_and_caching_of_private_pages(ada: Browser) -> None:
    for path in ("/", "/login", "/nothing"):
        headers = ada.get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"


def test_static_files_may_be_kept_for_ever(browser: Browser) -> None:
    reply = browser.get("/static/base.css")
    assert "immutable" in reply.headers["cache-control"]
    assert browser.get("/static/../page.py").status_code == 404


def test_a_session_ends_by_idling(ada: Browser) -> None:
    for minutes, status in ((100, 200), (200, 200), (330, 303)):
        later = Browser(at(ada.desk, clock.now() + timedelta(minutes=minutes)), ada.address, dict(ada.cookies))
        assert later.get("/").status_code == status


def test_a_session_is_of_one_address(ada: Browser) -> None:
    assert Browser(ada.desk, "198.51.100.1", dict(ada.cookies)).get("/").status_code == 303
