from datetime import timedelta

import pytest

from polydesk.kernel import clock
from polydesk.web.rendering import static_url
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


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser.post("/login", RIGHT, csrf=False).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie
    secure = browser.post("/login", RIGHT, csrf=False, **{"x-forwarded-proto": "https"}).headers["set-cookie"]
    assert "secure" in secure.lower()


def test_static_files_may_be_kept_for_ever_under_the_address_of_their_contents(browser: Browser) -> None:
    """A server that still has the version before must not be remembered under the address of the next one."""
    assert "immutable" in browser.get(static_url("base.css")).headers["cache-control"]
    for other in ("/static/base.css", "/static/base.css?v=000000000000"):
        assert browser.get(other).headers["cache-control"] == "no-cache"
    assert browser.get("/static/../page.py").status_code == 404


def test_a_session_ends_by_idling(ada: Browser) -> None:
    for minutes, status in ((100, 200), (200, 200), (330, 303)):
        later = Browser(at(ada.desk, clock.now() + timedelta(minutes=minutes)), ada.address, dict(ada.cookies))
        assert later.get("/").status_code == status


def test_a_session_is_of_one_address(ada: Browser) -> None:
    assert Browser(ada.desk, "198.51.100.1", dict(ada.cookies)).get("/").status_code == 303
