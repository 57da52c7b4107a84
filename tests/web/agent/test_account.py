import re

import pytest

from polydesk.desk.people.out_of_office import is_at_work
from polydesk.kernel.actors import AgentActor
from polydesk.web.agent.account import client_name
from tests.web.agent.client import Browser
from tests.world.cast import ADA
from tests.world.tickets import configured

RIGHT = {"current": "agent1-pw", "new": "a new secret", "again": "a new secret"}


def _sessions(browser: Browser) -> list[str]:
    return re.findall(r'name="session" value="(\d+)"', browser.get("/account").text)


class TestSessions:
    def test_they_are_listed_and_each_can_be_ended(self, ada: Browser) -> None:
        phone = Browser(ada.desk, "198.51.100.7").of("agent1", "agent1-pw")
        text = ada.get("/account").text
        assert "198.51.100.7" in text and text.count("this one") == 1
        [other] = [one for one in _sessions(ada) if one not in _own(ada)]
        ada.post("/account/sessions/end", {"session": other})
        assert phone.get("/account").status_code == 303
        assert ada.get("/account").status_code == 200

    def test_all_others_end_at_once(self, ada: Browser) -> None:
        others = [ada.of("agent1", "agent1-pw") for _ in range(2)]
        ada.post("/account/sessions/end-others")
        assert [one.get("/account").status_code for one in others] == [303, 303]
        assert len(_sessions(ada)) == 1

    @pytest.mark.parametrize("session", ["1", "0", "-1", "x", "9" * 30, ""])
    def test_broken_object_level_authorization_of_sessions(self, ada: Browser, session: str) -> None:
        """The first session of the desk is that of somebody else."""
        bo = Browser(ada.desk).of("agent2", "agent2-pw")
        wanted = _sessions(ada)[0] if session == "1" else session
        assert bo.post("/account/sessions/end", {"session": wanted}).status_code == 404
        assert ada.get("/account").status_code == 200


class TestPassword:
    def test_it_is_changed_and_only_this_session_goes_on(self, ada: Browser) -> None:
        other = ada.of("agent1", "agent1-pw")
        assert ada.post("/account/password", RIGHT).status_code == 303
        assert ada.get("/account?saved=password").status_code == 200
        assert other.get("/account").status_code == 303
        assert ada.of("agent1", "a new secret").get("/account").status_code == 200

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"current": "wrong"}, "The current password is wrong."),
            ({"again": "another"}, "not the same"),
            ({"new": "short", "again": "short"}, "at least 8"),
            ({"new": "x" * 2000, "again": "x" * 2000}, "at least 8"),
        ],
    )
    def test_what_is_wrong_is_told_and_changes_nothing(self, ada: Browser, changed: dict[str, str], told: str) -> None:
        reply = ada.post("/account/password", {**RIGHT, **changed})
        assert reply.status_code == 422 and told in reply.text
        assert ada.of("agent1", "agent1-pw").get("/account").status_code == 200

    def test_brute_force_of_the_current_password(self, ada: Browser) -> None:
        configured(ada.desk, settings={"SignIn::MostFailures": 1})
        ada.post("/account/password", {**RIGHT, "current": "wrong"})
        assert "Please wait" in ada.post("/account/password", RIGHT).text


class TestAbsence:
    def test_whoever_is_away_is_not_at_work(self, ada: Browser) -> None:
        assert ada.post("/account/absence", {"first": "2020-01-01", "last": "2999-12-31"}).status_code == 303
        assert 'value="2020-01-01"' in ada.get("/account").text
        with ada.desk.look() as look:
            assert not is_at_work(look, ADA.id)
        ada.post("/account/absence", {"first": "", "last": ""})
        with ada.desk.look() as look:
            assert is_at_work(look, ADA.id)

    @pytest.mark.parametrize(
        "sent", [{"first": "soon"}, {"first": "2026-02-30"}, {"first": "2026-02-02", "last": "2026-02-01"}]
    )
    def test_what_is_no_time_is_refused(self, ada: Browser, sent: dict[str, str]) -> None:
        assert ada.post("/account/absence", sent).status_code == 422


class TestLooks:
    def test_language_and_colours_are_kept(self, ada: Browser) -> None:
        ada.post("/account/looks", {"language": "de", "theme": "dark", "refresh": "5"})
        text = ada.get("/account").text
        assert '<html lang="de" data-theme="dark"' in text and '<option value="5" selected>' in text

    def test_what_is_no_choice_changes_nothing(self, ada: Browser) -> None:
        ada.post("/account/looks", {"language": "de", "theme": "dark"})
        ada.post("/account/looks", {"language": "xx", "theme": '"><script>', "refresh": "-1"})
        assert '<html lang="de" data-theme="dark"' in ada.get("/account").text


def test_cross_site_scripting_by_the_name_of_a_browser(browser: Browser) -> None:
    evil = "<script>alert(1)</script>"
    form = {"login": "agent1", "password": "agent1-pw"}
    browser.post("/login", form, csrf=False, **{"user-agent": evil})
    text = browser.get("/account").text
    assert evil not in text and "&lt;script&gt;" in text


def test_browsers_are_named_in_few_words() -> None:
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    assert client_name(firefox) == "Firefox · Linux"
    assert client_name("curl/8") == "curl/8"


def _own(browser: Browser) -> list[str]:
    text = browser.get("/account").text
    return re.findall(r'value="(\d+)">Sign out', text)


def test_absence_needs_its_agent(ada: Browser) -> None:
    """Others are not away because somebody is."""
    ada.post("/account/absence", {"first": "2020-01-01"})
    with ada.desk.look(AgentActor(3, "agent2")) as look:
        assert is_at_work(look, 3)
