import base64
import json
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import OperationalError

from polydesk.api.otrs7 import debugging, preferences
from polydesk.desk.request import RequestDesk
from tests.api.otrs7.client import Client, Reply
from tests.world.cast import CORA
from tests.world.tickets import configured

SQL, LOG = "x-otrs-api-debug-sqltrace", "x-otrs-api-debug-stderrlog"
CHECK, LIST, LOGIN = "/api/customer/auth/check", "/api/customer/ticket/list", "/api/customer/auth/login"
ASKED = {"x-otrs-api-debug": "1"}
HERE = {"OTRS7::DebuggerNetworks": ["192.0.2.0/24"]}
STATEMENTS = {"OTRS7::EnableDebuggerSQLTrace": True}
LINES = {"OTRS7::EnableDebuggerSTDERRLog": True}


def decoded(reply: Reply, name: str) -> list[Any]:
    assert len(reply.headers[name]) <= 8192
    return list(json.loads(base64.b64decode(reply.headers[name], validate=True)))


def broken(*_: object, **__: object) -> None:
    raise OSError("no space left")


@pytest.fixture
def watched(otrs7: Client) -> Client:
    configured(otrs7.desk, settings={**HERE, **STATEMENTS, **LINES})
    return otrs7


def test_statements_are_named_with_their_times(watched: Client) -> None:
    entries = decoded(watched.of(CORA).get(LIST, ASKED), SQL)
    assert any("FROM ticket" in one["Statement"] for one in entries)
    assert all(one["Milliseconds"] >= 0 for one in entries)


def test_what_is_logged_meanwhile_is_repeated(watched: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preferences, "set_preferences", broken)
    reply = watched.of(CORA).post("/api/customer/account/personal-preferences", {"UserLanguage": "de"}, ASKED)
    assert reply.status == 900
    [line] = decoded(reply, LOG)
    assert json.loads(line)["event"] == "request_failed"
    assert decoded(watched.get(CHECK, ASKED), LOG) == []


@pytest.mark.parametrize("status", [401, 422, 900])
def test_refusals_have_them_as_well(watched: Client, status: int) -> None:
    paths = {401: CHECK, 422: "/api/customer/account/recover", 900: "/api/customer/account/reset"}
    reply = watched.send("GET" if status == 401 else "POST", paths[status], {"Token": "x"}, headers=ASKED)
    assert (reply.status, {SQL, LOG} <= reply.headers.keys()) == (status, True)


class TestWithoutOneOfTheConditions:
    """Class: what helps to find mistakes helps to break in."""

    def shown(self, client: Client, headers: dict[str, str]) -> set[str]:
        return {SQL, LOG} & client.of(CORA).get(CHECK, headers).headers.keys()

    @pytest.mark.parametrize("headers", [{}, {"x-otrs-api-debug": ""}, {"x-otrs-api-debug": "0"}])
    def test_nobody_asked(self, watched: Client, headers: dict[str, str]) -> None:
        assert self.shown(watched, headers) == set()

    def test_a_desk_as_delivered(self, otrs7: Client) -> None:
        assert self.shown(otrs7, ASKED) == set()
        configured(otrs7.desk, settings=HERE)
        assert self.shown(otrs7, ASKED) == set()

    @pytest.mark.parametrize(("settings", "name"), [(STATEMENTS, SQL), (LINES, LOG)])
    def test_each_has_a_switch_of_its_own(self, otrs7: Client, settings: dict[str, Any], name: str) -> None:
        configured(otrs7.desk, settings={**HERE, **settings})
        assert self.shown(otrs7, ASKED) == {name}

    @pytest.mark.parametrize("networks", [["127.0.0.0/8", "::1"], [], ["no network"]])
    def test_a_caller_from_elsewhere(self, watched: Client, networks: list[str]) -> None:
        configured(watched.desk, settings={"OTRS7::DebuggerNetworks": networks})
        assert self.shown(watched, ASKED) == set()


def test_c7_no_value_is_among_them(watched: Client) -> None:
    secrets = {"Username": "c1-looks-secret", "Password": "p-looks-secret", "TwoFactorToken": "t-looks-secret"}
    reply = watched.post(LOGIN, secrets, ASKED)
    shown = json.dumps(decoded(reply, SQL) + decoded(reply, LOG))
    assert "customer_user.password_hash" in shown
    assert "looks-secret" not in shown


def test_a_long_list_is_cut_and_says_so(watched: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = decoded(watched.of(CORA).get(LIST, ASKED), SQL)
    monkeypatch.setattr(debugging, "_ROOM", 700)
    *kept, cut = decoded(watched.of(CORA).get(LIST, ASKED), SQL)
    assert 0 < len(kept) < len(whole)
    assert cut == {"Cut": len(whole) - len(kept)}


def test_8_kilobytes_are_never_passed(watched: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def talkative(*_of_call: object, **_named: object) -> None:
        for _ in range(50):
            structlog.get_logger().warning("x" * 900)
        raise OSError

    monkeypatch.setattr(preferences, "set_preferences", talkative)
    reply = watched.of(CORA).post("/api/customer/account/personal-preferences", {"UserLanguage": "de"}, ASKED)
    *kept, cut = decoded(reply, LOG)
    assert len(kept) + cut["Cut"] == 51
    assert len(reply.headers[LOG]) > 6000


def test_a_desk_that_cannot_be_read_shows_nothing(watched: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(*_: object) -> None:
        raise OperationalError("", None, Exception())

    monkeypatch.setattr(RequestDesk, "look", unreadable)
    reply = watched.get(CHECK, ASKED)
    assert (reply.status, SQL in reply.headers) == (500, False)
