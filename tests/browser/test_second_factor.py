"""Passkeys and one-time codes in a browser, which has a security key of software."""

import re
from collections.abc import Iterator

import pytest

from polydesk.desk.access.factors import forget_factors
from polydesk.kernel import clock
from tests.browser.browsing import Complaints, Open, Page, take_pictures
from tests.browser.conftest import Served
from tests.conformance.one_time_code import code_of
from tests.world.tickets import configured

LOGIN, PASSWORD = "agent2", "agent2-pw"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def home(served: Served) -> Iterator[str]:
    """Passkeys are bound to a name, and this one needs no TLS."""
    configured(served.desk, settings={"FQDN": "localhost"})
    yield served.url.replace("127.0.0.1", "localhost")
    configured(served.desk, settings={"FQDN": "otobo.example.test"})
    with served.desk.work() as work:
        forget_factors(work, LOGIN)


@pytest.fixture
def complaints(home: str) -> Complaints:
    return Complaints(home)


def _with_key(page: Page) -> Page:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def _give_password(page: Page, home: str) -> None:
    page.goto(f"{home}/login")
    page.fill("#login", LOGIN)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")


def test_a_passkey_is_made_and_signs_in_alone_or_after_the_password(open_tab: Open, home: str) -> None:
    page = _with_key(open_tab(None))
    _give_password(page, home)
    page.wait_for_selector("header.bar")
    page.goto(f"{home}/account/sign-in")
    page.fill("#passkey-name", "Office laptop")
    page.fill("#passkey-password", PASSWORD)
    page.click("text=Make a passkey")
    page.wait_for_selector(".codes")
    assert page.locator(".codes li").count() == 8
    take_pictures(page, "recovery-codes")
    page.click("text=I have kept them")
    assert "Office laptop" in page.inner_text(".sessions")
    take_pictures(page, "second-factor")
    page.context.clear_cookies()
    page.goto(f"{home}/login?next=/account")
    page.click("text=Sign in with a passkey")
    page.wait_for_url("**/account")
    page.context.clear_cookies()
    _give_password(page, home)
    page.wait_for_url("**/login/code")
    take_pictures(page, "second-step")
    page.click("text=Sign in with a passkey")
    page.wait_for_url(f"{home}/")


def test_a_wrong_password_makes_no_passkey(open_tab: Open, home: str, complaints: Complaints) -> None:
    complaints.expect("422")
    page = _with_key(open_tab(None))
    _give_password(page, home)
    page.wait_for_selector("header.bar")
    page.goto(f"{home}/account/sign-in")
    page.fill("#passkey-password", "wrong")
    page.click("text=Make a passkey")
    page.wait_for_selector("[data-passkey-new] [role=alert]:visible")
    assert "password is wrong" in page.inner_text("[data-passkey-new] [role=alert]")


def test_codes_are_set_up_and_asked_for_without_javascript(open_tab: Open, home: str) -> None:
    page = open_tab(None, java_script_enabled=False)
    _give_password(page, home)
    page.goto(f"{home}/account/sign-in")
    page.fill("#codes-password", PASSWORD)
    page.click("text=Set up codes")
    take_pictures(page, "codes")
    secret = re.sub(r"\s", "", page.inner_text(".secret"))
    page.fill("#code", code_of(secret, at=clock.epoch(clock.now())))
    page.click("text=Turn codes on")
    codes = page.locator(".codes code").all_inner_texts()
    page.context.clear_cookies()
    _give_password(page, home)
    assert not page.is_visible("text=Sign in with a passkey")
    page.fill("#code", codes[0])
    page.press("#code", "Enter")
    page.wait_for_selector("header.bar")
