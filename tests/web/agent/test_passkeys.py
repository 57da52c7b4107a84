"""Passkeys of agents: made, proved, refused."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from polydesk.desk.desk import Desk
from polydesk.kernel import clock
from polydesk.web.agent.cookies import CHALLENGE, NAME
from tests.web.agent.authenticator import PRESENT, Authenticator
from tests.web.agent.client import Browser
from tests.web.agent.factors import PAGE, PASSWORD, RIGHT, asked, audited, begun, recovery_codes, with_passkey
from tests.world.tickets import at, configured


def _proved(browser: Browser, answer: str, **more: str) -> Any:
    return browser.post("/login/passkey", {"credential": answer, **more}, csrf=False)


@pytest.fixture(autouse=True)
def named(world: Desk) -> None:
    """As the browser calls it."""
    configured(world, settings={"FQDN": "desk.test"})


@pytest.fixture
def key(ada: Browser) -> Authenticator:
    return with_passkey(ada)


class TestMaking:
    def test_it_is_bound_to_the_desk_and_wants_the_person(self, ada: Browser) -> None:
        options = begun(ada)
        assert options["rp"] == {"name": "Polydesk", "id": "desk.test"}
        chosen = options["authenticatorSelection"]
        assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
        assert options["user"]["name"] == "agent1"

    def test_it_is_listed_and_recovery_codes_come_with_the_first(self, ada: Browser) -> None:
        key = Authenticator()
        reply = ada.post(f"{PAGE}/passkeys", {"name": "<b>office", "credential": key.make(begun(ada))})
        assert len(recovery_codes(reply.text)) == 8
        text = ada.get(PAGE).text
        assert "&lt;b&gt;office" in text and "never used" in text
        _proved(Browser(ada.desk), key.prove(asked(ada)))
        assert audited(ada.desk, "auth.passkey_added")[0]["name"] == "<b>office"

    def test_known_ones_are_left_out_and_not_taken_twice(self, ada: Browser, key: Authenticator) -> None:
        options = begun(ada)
        assert [one["id"] for one in options["excludeCredentials"]] == [json.loads(key.make(options))["id"]]
        assert ada.post(f"{PAGE}/passkeys", {"credential": key.make(options)}).status_code == 422

    @pytest.mark.parametrize("wrong", [{"origin": "https://evil.example"}, {"flags": PRESENT}, {"flags": 0}])
    def test_elsewhere_or_without_the_person_none_is_made(self, ada: Browser, wrong: dict[str, Any]) -> None:
        options = begun(ada)
        assert ada.post(f"{PAGE}/passkeys", {"credential": Authenticator(**wrong).make(options)}).status_code == 422
        assert "never used" not in ada.get(PAGE).text

    def test_a_challenge_is_used_up(self, ada: Browser) -> None:
        options, kept = begun(ada), dict(ada.cookies)
        assert ada.post(f"{PAGE}/passkeys", {"credential": "{}"}).status_code == 422
        ada.cookies = kept
        assert ada.post(f"{PAGE}/passkeys", {"credential": Authenticator().make(options)}).status_code == 422

    @pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"id": 1}', "{" * 9000, '{"id":"\u00e9"}'])
    def test_what_is_no_answer_is_refused(self, ada: Browser, answer: str) -> None:
        begun(ada)
        assert ada.post(f"{PAGE}/passkeys", {"credential": answer}).status_code == 422
        asked(ada)
        assert _proved(Browser(ada.desk), answer).status_code == 401

    def test_broken_object_level_authorization_of_passkeys(self, ada: Browser, key: Authenticator) -> None:
        bo = ada.of("agent2", "agent2-pw")
        sent = {"password": "agent2-pw", "passkey": "1"}
        assert bo.post(f"{PAGE}/passkeys/remove", sent).status_code == 404
        assert ada.post(f"{PAGE}/passkeys/remove", {**PASSWORD, "passkey": "1"}).status_code == 303
        assert audited(ada.desk, "auth.passkey_removed")[0]["name"] == "office key"


class TestSigningIn:
    def test_it_needs_no_password_and_no_name(self, browser: Browser, key: Authenticator) -> None:
        options = asked(browser)
        assert options["userVerification"] == "required" and not options["allowCredentials"]
        assert _proved(browser, key.prove(options), next="/account").json() == {"go": "/account"}
        assert "last used" in browser.get(PAGE).text
        assert audited(browser.desk, "auth.login")[0] == {"who": "agent1", "from": "192.0.2.9", "by": "passkey"}

    def test_it_stands_in_for_the_code_after_the_password(self, browser: Browser, key: Authenticator) -> None:
        assert browser.post("/login", RIGHT, csrf=False).headers["location"] == "/login/code"
        assert "passkey" in browser.get("/login/code").text
        options = asked(browser)
        assert len(options["allowCredentials"]) == 1
        assert _proved(browser, key.prove(options)).status_code == 200
        assert browser.get("/").status_code == 200

    @pytest.mark.parametrize(
        "wrong",
        [{"origin": "https://evil.example"}, {"origin": "http://desk.test:81"}, {"flags": PRESENT}, {"rp_id": "evil"}],
    )
    def test_what_a_browser_elsewhere_says_is_refused(
        self, browser: Browser, key: Authenticator, wrong: dict[str, Any]
    ) -> None:
        for name, value in wrong.items():
            setattr(key, name, value)
        assert _proved(browser, key.prove(asked(browser))).status_code == 401
        assert NAME not in browser.cookies
        assert audited(browser.desk, "auth.login_failed")[0]["by"] == "passkey"

    def test_replay_of_an_answer_is_refused(self, browser: Browser, key: Authenticator) -> None:
        options = asked(browser)
        kept, answer = dict(browser.cookies), key.prove(options)
        assert _proved(browser, answer).status_code == 200
        assert _proved(Browser(browser.desk, browser.address, kept), answer).status_code == 401

    def test_a_challenge_is_of_one_browser(self, browser: Browser, key: Authenticator) -> None:
        answer, other = key.prove(asked(browser)), Browser(browser.desk)
        assert _proved(other, answer).status_code == 401
        asked(other)
        assert _proved(other, answer).status_code == 401

    def test_a_challenge_ends_after_minutes(self, browser: Browser, key: Authenticator) -> None:
        answer = key.prove(asked(browser))
        later = Browser(at(browser.desk, clock.now() + timedelta(minutes=6)), browser.address, dict(browser.cookies))
        assert _proved(later, answer).status_code == 401

    def test_a_challenge_for_making_is_none_for_signing_in(self, ada: Browser, key: Authenticator) -> None:
        options = begun(ada)
        thief = Browser(ada.desk, ada.address, {CHALLENGE: ada.cookies[CHALLENGE]})
        assert _proved(thief, key.prove(options)).status_code == 401

    def test_a_copy_that_counts_from_before_is_refused(self, browser: Browser, key: Authenticator) -> None:
        _proved(browser, key.prove(asked(browser)))
        key.count = 0
        assert _proved(browser, key.prove(asked(browser))).status_code == 401

    def test_another_key_under_the_same_name_is_refused(self, browser: Browser, key: Authenticator) -> None:
        forged = Authenticator(credential_id=key.credential_id, rp_id=key.rp_id, user_handle=key.user_handle)
        assert _proved(browser, forged.prove(asked(browser))).status_code == 401

    def test_one_of_somebody_else_is_refused(self, browser: Browser, key: Authenticator) -> None:
        key.user_handle = "c29tZWJvZHk"
        assert _proved(browser, key.prove(asked(browser))).status_code == 401

    def test_who_went_out_of_use_stays_out(self, browser: Browser, key: Authenticator) -> None:
        configured(browser.desk, agents=[{"login": "agent1", "valid": "invalid"}])
        assert _proved(browser, key.prove(asked(browser))).status_code == 401

    def test_b8_names_of_passkeys_are_no_way_around_waiting(self, browser: Browser, key: Authenticator) -> None:
        """Nor do they fill the audit trail; who has a passkey is not held up."""
        answers = [_proved(browser, json.dumps({"id": f"guess{number}"})).status_code for number in range(20)]
        assert answers[0] == 401 and answers[-1] == 429
        assert len(audited(browser.desk, "auth.login_failed")) < len(answers)
        assert _proved(browser, key.prove(asked(browser))).status_code == 200

    def test_open_redirect(self, browser: Browser, key: Authenticator) -> None:
        answer = key.prove(asked(browser))
        assert _proved(browser, answer, next="https://evil.example/").json() == {"go": "/"}

    def test_the_name_of_the_desk_is_what_the_setting_says(self, world: Desk) -> None:
        configured(world, settings={"FQDN": "help.example"})
        assert asked(Browser(world))["rpId"] == "help.example"

    @pytest.mark.parametrize("host", ["", "[::", "@", ":80"])
    def test_a_name_that_is_none_is_a_mistake_of_nobody(self, ada: Browser, host: str) -> None:
        configured(ada.desk, settings={"FQDN": ""})
        home = {"host": host, "sec-fetch-site": "same-origin"}
        reply = ada.send("POST", "/login/passkey/options", headers=home)
        assert reply.json()["rpId"] == "localhost"
        sent = urlencode({**PASSWORD, "csrf": ada.csrf}).encode()
        form = {**home, "content-type": "application/x-www-form-urlencoded"}
        assert ada.send("POST", f"{PAGE}/passkeys/begin", sent, form).json()["rp"]["id"] == "localhost"
