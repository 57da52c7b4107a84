"""Who may not call what: every operation of the description, asked by nobody, by customers and by agents."""

import re
from functools import cache
from typing import Any

import pytest

from polydesk.api.gotrs import call
from polydesk.api.gotrs.app import describe
from polydesk.api.gotrs.description import openapi_of, operations
from polydesk.desk.desk import Desk
from tests.api.gotrs.client import ADA, CORA, ON_SQLITE, Client

OPEN = {
    ("post", "/api/v1/auth/login"),
    ("post", "/api/auth/login"),
    ("post", "/api/auth/customer/login"),
    ("post", "/api/v1/auth/refresh"),
    ("post", "/api/auth/refresh"),
}
"""Whoever calls these has no token yet, or brings another."""
ADMINS = ("/api/v1/admin/",)
AGENTS = ("/api/v1/tickets/bulk/",)
"""Operations below these are for administrators, and for agents."""


@cache
def guarded() -> list[tuple[str, str]]:
    found = [(method, path) for path, method, _ in operations(openapi_of(describe()))]
    return [one for one in found if one not in OPEN and one[1].startswith("/api/")]


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are more operations than one may call in a minute."""
    monkeypatch.setattr(call, "spend", lambda *_given, **_named: None)


def called(client: Client, method: str, path: str) -> Any:
    """With an id nobody has, and a body that says nothing: who may call is told first what is wrong with it."""
    return client.send(method.upper(), re.sub(r"\{[^}]*\}", "999999", path), {})


def ids(one: tuple[str, str]) -> str:
    return f"{one[0]} {one[1]}"


@pytest.fixture
def nobody(world: Desk) -> Client:
    return Client(world)


@ON_SQLITE
def test_nobody_may_do_anything_without_a_token(nobody: Client) -> None:
    for token in ("", "no.such.token", "pdt_" + "0" * 40):
        asked = nobody.with_token(token)
        answers = {one: called(asked, *one) for one in guarded()}
        assert {one: answer.status for one, answer in answers.items() if answer.status != 401} == {}
        for answer in answers.values():
            assert answer.json["success"] is False
            assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("who", "reserved"), [(CORA, (*ADMINS, *AGENTS)), (ADA, ADMINS)], ids=["customer", "agent"])
@ON_SQLITE
def test_what_is_reserved_is_refused(nobody: Client, who: tuple[str, str], reserved: tuple[str, ...]) -> None:
    asked = nobody.of(who)
    answers = {one: called(asked, *one).status for one in guarded() if one[1].startswith(reserved)}
    assert len(answers) > 5
    assert {one: status for one, status in answers.items() if status != 403} == {}


@ON_SQLITE
def test_a_refresh_token_is_no_access_token(nobody: Client) -> None:
    pair = nobody.post("/api/v1/auth/login", {"login": ADA[0], "password": ADA[1]}).data
    asked = nobody.with_token(pair["refresh_token"])
    assert {called(asked, *one).status for one in guarded()} == {401}


@ON_SQLITE
def test_no_operation_breaks_on_a_body_that_says_nothing(nobody: Client, world: Desk) -> None:
    asked = nobody.of(("root@localhost", "root-pw-1"))
    logout = {one for one in guarded() if "logout" in one[1]}
    answers = {one: called(asked, *one).status for one in guarded() if one not in logout}
    assert {one: status for one, status in answers.items() if status >= 500} == {}
