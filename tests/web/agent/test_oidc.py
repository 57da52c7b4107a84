"""Signing in at an OpenID provider, and everything that must not."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from sqlalchemy import select

from polydesk.desk.access.oidc import SECRET as SECRET_NAME
from polydesk.desk.access.oidc import keep_client_secret
from polydesk.desk.desk import Desk
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import RoleAgent
from polydesk.kernel import clock
from polydesk.kernel.errors import Invalid
from polydesk.kernel.secrets import find_secret
from polydesk.web.agent.cookies import NAME, STEP
from tests.oidc.provider import CLIENT, SECRET, Claims, Provider, providing
from tests.web.agent.client import HOST, Browser
from tests.web.agent.factors import audited, with_codes
from tests.world.tickets import at, configured

BACK = "/login/oidc/callback"


@pytest.fixture
def provider(world: Desk) -> Iterator[Provider]:
    with providing() as running:
        configured(world, settings={"OIDC::Issuer": running.issuer, "OIDC::ClientID": CLIENT, "FQDN": "desk.test"})
        with world.work() as work:
            keep_client_secret(work, SECRET)
        yield running


def begun(browser: Browser, wanted: str = "/account") -> str:
    """Where the browser is sent to."""
    reply = browser.get(f"/login/oidc?{urlencode({'next': wanted})}")
    assert reply.status_code == 303
    return reply.headers["location"]


def back(browser: Browser, answer: dict[str, str]) -> httpx.Response:
    return browser.get(f"{BACK}?{urlencode(answer)}")


def signed_in(browser: Browser, provider: Provider) -> httpx.Response:
    return back(browser, provider.let_in(begun(browser)))


def reason(desk: Desk) -> str:
    """Why the last one was not let in."""
    failed = audited(desk, "auth.login_failed")[0]
    assert failed["by"] == "oidc"
    return str(failed["reason"])


class TestSigningIn:
    def test_the_button_is_there_where_a_provider_is(self, browser: Browser) -> None:
        assert "/login/oidc" not in browser.get("/login").text
        assert browser.get("/login/oidc").headers["location"] == "/login"
        settings = {"OIDC::Issuer": "https://id.example", "OIDC::ClientID": "x", "OIDC::Name": "<b>ACME"}
        configured(browser.desk, settings=settings)
        text = browser.get("/login?next=/account").text
        assert 'href="/login/oidc?next=/account"' in text and "Sign in with &lt;b&gt;ACME" in text

    def test_it_asks_with_pkce_state_and_nonce(self, browser: Browser, provider: Provider) -> None:
        url = begun(browser)
        sent = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert url.startswith(f"{provider.issuer}/authorize?tenant=1&")
        assert sent["response_type"] == "code" and sent["code_challenge_method"] == "S256"
        assert sent["scope"] == "openid profile email"
        assert sent["redirect_uri"] == f"{HOST}{BACK}"
        assert len({sent[one] for one in ("state", "nonce", "code_challenge")}) == 3

    def test_a_known_agent_comes_in_without_a_second_step(self, ada: Browser, provider: Provider) -> None:
        with_codes(ada)
        browser = Browser(ada.desk)
        assert signed_in(browser, provider).headers["location"] == "/account"
        assert browser.get("/account").status_code == 200
        assert audited(browser.desk, "auth.login")[0] == {"who": "agent1", "from": "192.0.2.9", "by": "oidc"}
        assert audited(browser.desk, "auth.oidc_joined")[0]["subject"] == "0815"

    def test_from_then_on_the_person_counts_and_not_the_name(self, browser: Browser, provider: Provider) -> None:
        signed_in(browser, provider)
        provider.person = {"sub": "0815", "preferred_username": "agent2"}
        assert signed_in(browser, provider).status_code == 303
        assert audited(browser.desk, "auth.login")[0]["who"] == "agent1"

    def test_another_person_does_not_follow_into_the_login(self, browser: Browser, provider: Provider) -> None:
        signed_in(browser, provider)
        provider.person = {"sub": "0816", "preferred_username": "agent1"}
        assert signed_in(browser, provider).status_code == 403
        assert reason(browser.desk) == "the login belongs to another person there"

    @pytest.mark.parametrize(
        ("person", "why"),
        [
            ({"preferred_username": "stranger"}, "the desk does not know the login"),
            ({"preferred_username": "c1"}, "the desk does not know the login"),
            ({"preferred_username": "root@localhost"}, "the desk's own agent signs in by password"),
            ({"preferred_username": ["agent1"]}, "the provider says no preferred_username"),
            ({"preferred_username": "agent1\0"}, "the provider says no preferred_username"),
        ],
    )
    def test_who_is_not_let_in(self, browser: Browser, provider: Provider, person: Claims, why: str) -> None:
        provider.person |= person
        reply = signed_in(browser, provider)
        assert reply.status_code == 403 and "not let in" in reply.text
        assert reason(browser.desk) == why
        assert NAME not in browser.cookies

    def test_an_address_counts_if_it_was_confirmed(self, browser: Browser, provider: Provider) -> None:
        configured(
            browser.desk,
            settings={"OIDC::LoginClaim": "email"},
            agents=[{"login": "ada@desk.test"}],
        )
        provider.person = {"sub": "1", "email": "ada@desk.test", "email_verified": False}
        assert signed_in(browser, provider).status_code == 403
        provider.person["email_verified"] = True
        assert signed_in(browser, provider).status_code == 303

    def test_who_went_out_of_use_stays_out(self, browser: Browser, provider: Provider) -> None:
        signed_in(browser, provider)
        configured(browser.desk, agents=[{"login": "agent1", "valid": "invalid"}])
        assert signed_in(Browser(browser.desk), provider).status_code == 403

    def test_what_the_token_does_not_say_is_asked_for(self, browser: Browser, provider: Provider) -> None:
        provider.person, provider.userinfo = {"sub": "1"}, {"preferred_username": "agent1"}
        assert signed_in(browser, provider).status_code == 303
        provider.userinfo["sub"] = "2"
        assert signed_in(browser, provider).status_code == 403

    def test_a_provider_with_a_new_key_is_asked_for_it_once_more(self, browser: Browser, provider: Provider) -> None:
        signed_in(browser, provider)
        provider.key = "second"
        assert signed_in(browser, provider).status_code == 303
        signed_in(browser, provider)
        assert provider.asked.count("/keys") == 2

    def test_whoever_signs_out_is_offered_to_do_so_there(self, browser: Browser, provider: Provider) -> None:
        signed_in(browser, provider)
        place = browser.post("/logout").headers["location"]
        assert "/login/oidc/leave" in browser.get(place).text
        leaving = urlsplit(browser.get("/login/oidc/leave").headers["location"])
        assert leaving.path == "/leave"
        assert parse_qs(leaving.query) == {"client_id": [CLIENT], "post_logout_redirect_uri": [f"{HOST}/login"]}


class TestNewAgents:
    def test_they_are_made_where_the_desk_says_so(self, browser: Browser, provider: Provider) -> None:
        configured(
            browser.desk,
            roles=[{"name": "Experts"}],
            settings={
                "OIDC::CreateAgents": True,
                "OIDC::GroupMap": ["help=desk=users", "bosses=admin", "nothing"],
                "OIDC::RoleMap": ["help=desk = Experts"],
            },
        )
        provider.person = {"sub": "9", "preferred_username": "newbie", "given_name": "New", "groups": ["help=desk"]}
        assert signed_in(browser, provider).status_code == 303
        assert browser.get("/").status_code == 200
        with browser.desk.look() as look:
            directory = look.config(Directory)
            made = directory.agents.named("newbie")
            assert made and (made.first_name, made.email) == ("New", "")
            assert {directory.groups[one].name for one in made.rights["rw"]} == {"users"}
            assert look.connection.execute(select(RoleAgent.agent_id).where(RoleAgent.agent_id == made.id)).first()

    def test_one_that_cannot_be_made_is_none(self, browser: Browser, provider: Provider) -> None:
        configured(browser.desk, settings={"OIDC::CreateAgents": True})
        provider.person = {"sub": "9", "preferred_username": "with blank"}
        assert signed_in(browser, provider).status_code == 403
        assert reason(browser.desk) == "no agent can be made of it: agent.login"


class TestWhatComesBack:
    def test_state_is_of_the_question(self, browser: Browser, provider: Provider) -> None:
        answer = provider.let_in(begun(browser))
        for state in ("", "other", answer["state"] + "\u0661"):
            begun(browser)
            assert back(browser, {**answer, "state": state}).status_code == 403
        assert reason(browser.desk) == "the answer belongs to another question"

    def test_csrf_an_answer_is_of_the_browser_that_asked(self, browser: Browser, provider: Provider) -> None:
        """Nobody is signed in as somebody else by a link."""
        answer = provider.let_in(begun(Browser(browser.desk)))
        assert back(browser, answer).status_code == 400
        begun(browser)
        assert back(browser, answer).status_code == 403
        assert NAME not in browser.cookies

    def test_replay_of_an_answer(self, browser: Browser, provider: Provider) -> None:
        answer, kept = provider.let_in(begun(browser)), browser.cookies[STEP]
        assert back(browser, answer).status_code == 303
        browser.cookies = {STEP: kept}
        assert back(browser, answer).status_code == 400

    def test_replay_of_a_code_in_another_question(self, browser: Browser, provider: Provider) -> None:
        code = provider.let_in(begun(browser))["code"]
        answer = provider.let_in(begun(browser))
        assert back(browser, {**answer, "code": code}).status_code == 403
        assert reason(browser.desk) == "the provider refused the code: invalid_grant"

    def test_a_token_that_is_not_good_lets_nobody_in(self, browser: Browser, provider: Provider) -> None:
        provider.changes = {"aud": "other"}
        assert signed_in(browser, provider).status_code == 403
        assert reason(browser.desk) == "the ID token is not good: InvalidAudienceError"
        assert NAME not in browser.cookies

    def test_session_fixation(self, browser: Browser, provider: Provider) -> None:
        browser.cookies = {NAME: "planted"}
        signed_in(browser, provider)
        assert browser.cookies[NAME] != "planted"

    def test_mix_up(self, browser: Browser, provider: Provider) -> None:
        for issuer in ("https://other.example", ""):
            answer = {**provider.let_in(begun(browser)), "iss": issuer}
            assert back(browser, answer).status_code == 403
            assert reason(browser.desk) == "the answer is of another provider"
        assert "/token" not in provider.asked

    def test_a_refusal_of_the_provider_is_written_down(self, browser: Browser, provider: Provider) -> None:
        state = provider.let_in(begun(browser))["state"]
        assert back(browser, {"state": state, "error": "access_denied"}).status_code == 403
        assert reason(browser.desk) == "the provider said: access_denied"

    def test_an_answer_comes_within_minutes(self, browser: Browser, provider: Provider) -> None:
        answer = provider.let_in(begun(browser))
        later = Browser(at(browser.desk, clock.now() + timedelta(minutes=6)), browser.address, dict(browser.cookies))
        assert back(later, answer).status_code == 400

    @pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example"])
    def test_open_redirect(self, browser: Browser, provider: Provider, wanted: str) -> None:
        assert back(browser, provider.let_in(begun(browser, wanted))).headers["location"] == "/"


class TestWhereItIs:
    @pytest.mark.parametrize(
        "issuer",
        [
            "http://id.example",
            "http://127.0.0.1.evil.example",
            "http://localhost@evil.example",
            "https://id.example/?x",
            "ftp://x",
        ],
    )
    def test_without_tls_it_is_on_this_machine(self, world: Desk, issuer: str) -> None:
        with pytest.raises(Invalid):
            configured(world, settings={"OIDC::Issuer": issuer})

    def test_server_side_request_forgery(self, browser: Browser) -> None:
        """A provider that is not public has to be named, and link-local addresses cannot be."""
        for host in ("10.0.0.1", "169.254.169.254"):
            configured(browser.desk, settings={"OIDC::Issuer": f"https://{host}", "OIDC::ClientID": "x"})
            assert browser.get("/login/oidc").status_code == 503
            assert "OIDC::AllowedNetworks" in reason(browser.desk)

    def test_one_that_is_away_is_no_crash(self, browser: Browser, provider: Provider) -> None:
        answer = provider.let_in(begun(browser))
        configured(browser.desk, settings={"OIDC::Issuer": "http://127.0.0.1:9"})
        assert browser.get("/login/oidc").status_code == 503
        assert browser.get("/login/oidc/leave").headers["location"] == "/login"
        browser.cookies = {}
        assert back(browser, answer).status_code == 400

    def test_the_secret_is_in_no_setting(self, browser: Browser, provider: Provider) -> None:
        with browser.desk.look() as look:
            assert find_secret(look, SECRET_NAME) == SECRET.encode()
