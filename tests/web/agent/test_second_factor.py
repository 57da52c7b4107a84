"""One-time codes and recovery codes of agents."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from polydesk.desk.access.sign_in_models import RecoveryCode
from polydesk.desk.configuration.dump import as_yaml, dump_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.people.preferences import read_preferences, set_preferences
from polydesk.desk.people.session_data import session_data
from polydesk.desk.people.sessions import find_session, open_session
from polydesk.kernel import clock
from polydesk.web.agent.cookies import NAME, STEP
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.web.agent.factors import (
    PAGE,
    PASSWORD,
    RIGHT,
    audited,
    code_of,
    recovery_codes,
    with_codes,
)
from tests.world.cast import ADA
from tests.world.tickets import at, configured


@pytest.fixture
def browser(world: Desk) -> Browser:
    """Where it is one and the same moment all the time."""
    return Browser(at(world, clock.now()))


@pytest.fixture
def halfway(ada: Browser) -> tuple[Browser, str, list[str]]:
    """Another browser in which the password was right, the secret, and the recovery codes."""
    secret, codes = with_codes(ada)
    other = Browser(ada.desk, "198.51.100.4")
    reply = other.post("/login", {**RIGHT, "next": "/account"}, csrf=False)
    assert reply.headers["location"] == "/login/code"
    return other, secret, codes


class TestSettingUp:
    def test_the_secret_is_shown_as_picture_link_and_letters(self, ada: Browser) -> None:
        ada.post(f"{PAGE}/codes/begin", PASSWORD)
        text = ada.get(f"{PAGE}/codes").text
        assert '<img class="qr" src="data:image/svg+xml' in text
        assert "otpauth://totp/Polydesk%3Aagent1?secret=" in text
        assert re.search(r'class="secret">(?:[A-Z2-7]{4} ?){8}<', text)

    def test_a_code_confirms_it_and_recovery_codes_are_shown_once(self, ada: Browser) -> None:
        _, codes = with_codes(ada)
        assert len(set(codes)) == 8
        assert not recovery_codes(ada.get(PAGE).text)
        assert "8 left" in ada.get(PAGE).text
        with ada.desk.look() as look:
            stored = look.connection.execute(select(RecoveryCode.code_hash)).scalars().all()
        assert not {one.replace("-", "") for one in codes} & set(stored)

    def test_a_wrong_code_turns_nothing_on(self, ada: Browser) -> None:
        ada.post(f"{PAGE}/codes/begin", PASSWORD)
        assert ada.post(f"{PAGE}/codes", {"code": "000000"}).status_code == 422
        assert ada.of("agent1", "agent1-pw").get("/").status_code == 200

    def test_it_takes_the_password(self, ada: Browser) -> None:
        for path in ("codes/begin", "codes/end", "recovery", "passkeys/remove", "passkeys/begin"):
            assert ada.post(f"{PAGE}/{path}", {"password": "wrong"}).status_code == 422

    def test_what_was_begun_is_of_its_own_agent(self, ada: Browser) -> None:
        ada.post(f"{PAGE}/codes/begin", PASSWORD)
        bo = ada.of("agent2", "agent2-pw")
        bo.cookies[STEP] = ada.cookies[STEP]
        assert bo.get(f"{PAGE}/codes").status_code == 303
        assert bo.post(f"{PAGE}/codes", {"code": "000000"}).status_code == 303

    def test_turned_off_the_password_is_enough(self, ada: Browser) -> None:
        with_codes(ada)
        ada.post(f"{PAGE}/codes/end", PASSWORD)
        assert ada.of("agent1", "agent1-pw").get("/").status_code == 200
        with ada.desk.look() as look:
            assert not look.connection.execute(select(RecoveryCode)).all()
        assert [len(audited(ada.desk, f"auth.{one}")) for one in ("code_on", "code_off")] == [1, 1]

    def test_new_recovery_codes_replace_the_old_ones(
        self, halfway: tuple[Browser, str, list[str]], ada: Browser
    ) -> None:
        other, _, codes = halfway
        new = recovery_codes(ada.post(f"{PAGE}/recovery", PASSWORD).text)
        assert other.post("/login/code", {"code": codes[0]}, csrf=False).status_code == 401
        assert other.post("/login/code", {"code": new[0]}, csrf=False).status_code == 303


class TestSigningIn:
    def test_the_code_comes_after_the_password(self, halfway: tuple[Browser, str, list[str]]) -> None:
        other, secret, _ = halfway
        reply = other.post("/login/code", {"code": code_of(other, secret)}, csrf=False)
        assert reply.headers["location"] == "/account"
        assert other.get("/account").status_code == 200
        assert audited(other.desk, "auth.login")[0] == {"who": "agent1", "from": "198.51.100.4", "by": "code"}

    def test_the_password_alone_opens_nothing(self, halfway: tuple[Browser, str, list[str]]) -> None:
        other, _, _ = halfway
        assert NAME not in other.cookies
        as_session = Browser(other.desk, other.address, {NAME: other.cookies[STEP]})
        assert as_session.get("/").status_code == 303

    def test_who_has_not_given_the_password_gets_nowhere(self, browser: Browser) -> None:
        browser.cookies = {STEP: "guessed"}
        assert browser.get("/login/code").headers["location"] == "/login"
        assert browser.post("/login/code", {"code": "1"}, csrf=False).headers["location"] == "/login"

    def test_replay_of_a_code_is_refused(self, halfway: tuple[Browser, str, list[str]]) -> None:
        other, secret, _ = halfway
        spy = Browser(other.desk)
        spy.post("/login", RIGHT, csrf=False)
        code = code_of(other, secret)
        assert other.post("/login/code", {"code": code}, csrf=False).status_code == 303
        assert spy.post("/login/code", {"code": code}, csrf=False).status_code == 401

    def test_the_first_step_is_used_up_by_the_second(self, halfway: tuple[Browser, str, list[str]]) -> None:
        other, _, codes = halfway
        copy = Browser(other.desk, other.address, dict(other.cookies))
        assert other.post("/login/code", {"code": codes[0]}, csrf=False).status_code == 303
        assert copy.post("/login/code", {"code": codes[1]}, csrf=False).headers["location"] == "/login"

    def test_the_first_step_is_good_for_minutes(self, halfway: tuple[Browser, str, list[str]]) -> None:
        other, _, codes = halfway
        later = Browser(at(other.desk, other.desk._now() + timedelta(minutes=6)), other.address, dict(other.cookies))
        assert later.post("/login/code", {"code": codes[0]}, csrf=False).headers["location"] == "/login"

    def test_a_new_password_ends_the_first_step(self, halfway: tuple[Browser, str, list[str]]) -> None:
        other, _, codes = halfway
        configured(other.desk, agents=[{"login": "agent1", "password": "another one"}])
        assert other.post("/login/code", {"code": codes[0]}, csrf=False).headers["location"] == "/login"

    def test_a_recovery_code_works_once_however_it_is_typed(self, halfway: tuple[Browser, str, list[str]]) -> None:
        other, _, codes = halfway
        typed = {"code": codes[0].lower().replace("-", " ")}
        assert other.post("/login/code", typed, csrf=False).status_code == 303
        again = Browser(other.desk)
        again.post("/login", RIGHT, csrf=False)
        assert again.post("/login/code", typed, csrf=False).status_code == 401
        assert audited(other.desk, "auth.recovery_code_used")[0]["left"] == 7

    def test_guessing_codes_is_slowed_down_wherever_it_comes_from(
        self, halfway: tuple[Browser, str, list[str]]
    ) -> None:
        """A right password does not begin the count anew."""
        other, secret, _ = halfway
        configured(other.desk, settings={"SignIn::MostFailures": 2})
        for number in range(2):
            elsewhere = Browser(other.desk, f"203.0.113.{number}")
            elsewhere.post("/login", RIGHT, csrf=False)
            assert elsewhere.post("/login/code", {"code": "12345x"}, csrf=False).status_code == 401
        reply = other.post("/login/code", {"code": code_of(other, secret)}, csrf=False)
        assert reply.status_code == 429 and int(reply.headers["retry-after"]) > 0
        failed = audited(other.desk, "auth.login_failed")[0]
        assert failed == {"who": "agent1", "from": "203.0.113.1", "by": "code"}

    def test_csrf_and_open_redirect_of_the_second_step(self, halfway: tuple[Browser, str, list[str]]) -> None:
        other, _, codes = halfway
        sent = {"code": codes[0], "next": "https://evil.example/"}
        assert other.post("/login/code", sent, csrf=False, origin="https://evil.example").status_code == 403
        assert other.post("/login/code", sent, csrf=False).headers["location"] == "/account"

    def test_a_desk_that_asks_for_none_asks_nobody(self, ada: Browser) -> None:
        with_codes(ada)
        configured(ada.desk, settings={"AuthTwoFactorModule": ""})
        assert ada.of("agent1", "agent1-pw").get("/").status_code == 200


class TestDesksThatWantOneOfEverybody:
    @pytest.fixture(autouse=True)
    def wanting(self, world: Desk) -> None:
        configured(world, settings={"AuthTwoFactorModule::AllowEmptySecret": False})

    def test_without_one_there_is_nothing_but_setting_it_up(self, ada: Browser) -> None:
        for path in ("/", "/account", "/views/all", "/search?q=x"):
            assert ada.get(path).headers["location"] == PAGE
        assert ada.get("/views/counts").status_code == 204
        assert ada.get("/stream").status_code == 403
        assert "wants a second factor" in ada.get(PAGE).text

    def test_with_one_everything_is_there(self, ada: Browser) -> None:
        secret, _ = with_codes(ada)
        assert ada.get("/").status_code == 200
        browser = Browser(ada.desk)
        browser.post("/login", RIGHT, csrf=False)
        browser.post("/login/code", {"code": code_of(ada, secret)}, csrf=False)
        assert browser.get("/").status_code == 200


class TestSecretsFromOtrs:
    """Those of agents are preferences there."""

    SECRET = "JBSWY3DPEHPK3PXP"

    @pytest.fixture(autouse=True)
    def with_preference(self, browser: Browser) -> None:
        preferences = {"UserGoogleAuthenticatorSecretKey": self.SECRET}
        configured(browser.desk, agents=[{"login": "agent1", "preferences": preferences}])

    def test_they_are_asked_for_and_no_code_works_twice(self, browser: Browser) -> None:
        code = {"code": code_of(browser, self.SECRET)}
        for status in (303, 401):
            one = Browser(browser.desk)
            assert one.post("/login", RIGHT, csrf=False).headers["location"] == "/login/code"
            assert one.post("/login/code", code, csrf=False).status_code == status

    def test_they_can_be_turned_off(self, browser: Browser) -> None:
        browser.post("/login", RIGHT, csrf=False)
        browser.post("/login/code", {"code": code_of(browser, self.SECRET)}, csrf=False)
        browser.post(f"{PAGE}/codes/end", PASSWORD)
        assert browser.of("agent1", "agent1-pw").get("/").status_code == 200

    def test_they_are_no_preferences_any_more(self, browser: Browser) -> None:
        """Those are in dumps, and many may read them."""
        with browser.desk.look() as look:
            assert not read_preferences(look, ADA, prefix="UserGoogle")
            assert self.SECRET not in as_yaml(dump_configuration(look))


def test_a_secret_among_preferences_is_no_part_of_what_a_session_says(world: Desk) -> None:
    with world.work() as work:
        set_preferences(work, ADA, {"UserGoogleAuthenticatorSecretKey": "ABC", "UserComment": "x"}, prefix="")
        open_session(work, ADA, token="t", remote_address="", client="")
        session = find_session(work, "t", remote_address="")
        assert session
        said = session_data(work, session)
    assert said["UserComment"] == "x" and "UserGoogleAuthenticatorSecretKey" not in said


def test_the_pages_are_few_statements(ada: Browser) -> None:
    for path, most in (("/login", 2), (PAGE, 8)):
        ada.get(path)
        with counted(ada.desk) as statements:
            ada.get(path)
        assert len(statements) <= most, statements
