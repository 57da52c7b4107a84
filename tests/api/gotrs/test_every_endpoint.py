"""Every operation of the description, with every answer it may have: one real request each, on a real desk.

The cases stand in walk/. What is described and has none fails, and so does what is answered otherwise than described.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from polydesk.api.gotrs.app import describe
from polydesk.api.gotrs.description import openapi_of, operations
from tests.api.gotrs.client import ADA, CORA, Reply
from tests.api.gotrs.walk.asking import ADMIN, AGENT, ANYBODY, BESIDE, FULL, JOINED, PLAIN, Ask, request_for
from tests.api.gotrs.walk.cases import BROKEN, LIMITED, OPERATIONS, Stages, break_down, case_of
from tests.api.gotrs.walk.stage import Stage
from tests.conftest import Place, Templates
from tests.world.cast import build_world
from tests.world.tickets import configured

DOCUMENTED = Path(__file__).parent / "documented_endpoints.txt"
HEALTH = ("GET /health", "GET /healthz", "GET /health/detailed", "GET /metrics")
"""Served beside this application; tests/api/health asks for all their answers."""
PREPARED: dict[str, Any] = {
    PLAIN: lambda stage, _data: configured(stage.desk, settings={"GOTRS::RequestsPerMinute": 0}),
    JOINED: lambda stage, _data: stage.join_a_directory(),
    BESIDE: lambda stage, data: stage.start_a_directory(data / "authority"),
    FULL: lambda stage, _data: stage.spend_all_numbers(),
    LIMITED: lambda stage, _data: configured(stage.desk, settings={"GOTRS::RequestsPerMinute": 1}),
    BROKEN: lambda stage, _data: break_down(stage),
}


@cache
def described() -> dict[str, Any]:
    return openapi_of(describe())


@cache
def answers() -> dict[tuple[str, int], dict[str, Any]]:
    """Each operation and status, and the operation's description."""
    found = {f"{method.upper()} {path}": one for path, method, one in operations(described())}
    return {
        (name, int(status)): one for name, one in found.items() if name not in HEALTH for status in one["responses"]
    }


@pytest.fixture(scope="module")
def stages(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    """The desks, each made when it is first asked for."""
    opened: list[Iterator[Any]] = []
    made: list[Stage] = []

    @cache
    def stage(name: str) -> Stage:
        data = tmp_path_factory.mktemp("walk") / name
        templates.sqlite("world", build_world, data)
        opened.append(templates.opened("world", Place(data, None)))
        made.append(Stage(next(opened[-1])))
        PREPARED[name](made[-1], data)
        return made[-1]

    yield stage
    for one in made:
        if one.slapd:
            one.slapd.stop()
    for desk in opened:
        next(desk, None)


def check(reply: Reply, name: str, status: int) -> None:
    """It has this status and what is described for it."""
    assert reply.status == status, (reply.status, reply.body)
    content = answers()[name, status]["responses"][str(status)].get("content", {})
    kind = reply.headers.get("content-type", "").partition(";")[0]
    assert kind in content or not content, kind
    if "application/json" in content:
        schema = {**content[kind]["schema"], "components": described()["components"]}
        jsonschema_rs.validate(schema, reply.json)
        if status >= 400:
            assert reply.json["success"] is False and reply.error


def test_every_described_answer_has_a_case() -> None:
    missing = [f"{name} {status}" for (name, status), one in answers().items() if not case_of(name, status, one)]
    assert missing == []


def test_the_55_documented_calls_are_among_them() -> None:
    known = {re.sub(r"\{[^}]*\}", "{}", name) for name in (*OPERATIONS, *HEALTH)}
    documented = DOCUMENTED.read_text().split("\n")
    assert {re.sub(r":\w+", "{}", one) for one in documented if one} <= known


def test_there_are_no_cases_for_what_is_not_described() -> None:
    known = {name for name, _ in answers()}
    extra = [
        f"{name} {status}"
        for name, one in OPERATIONS.items()
        for status in one.refused
        if (name, status) not in answers()
    ]
    assert (OPERATIONS.keys() - known, extra) == (set(), [])


@pytest.mark.parametrize(("name", "status"), answers(), ids=lambda one: str(one))
def test_it_is_answered_as_described(stages: Stages, name: str, status: int) -> None:
    case = case_of(name, status, answers()[name, status])
    assert case
    for reply in case(stages):
        check(reply, name, status)


@pytest.mark.parametrize("name", [name for name, one in OPERATIONS.items() if one.hidden])
def test_what_one_may_not_see_is_like_what_is_not_there(stages: Stages, name: str) -> None:
    operation = OPERATIONS[name]
    assert operation.hidden
    hidden, absent = (
        request_for(stages(PLAIN), name, one).send() for one in (operation.hidden, operation.refused[404][0])
    )
    assert (hidden.status, hidden.body) == (absent.status, absent.body)


@pytest.mark.parametrize("name", [name for name, one in OPERATIONS.items() if one.may != ANYBODY])
def test_who_may_not_call_hears_of_nothing_else(stages: Stages, name: str) -> None:
    """Whatever is wrong with the request besides."""
    may, ids = OPERATIONS[name].may, tuple("x" for _ in range(name.count("{")))
    strangers = [CORA, ADA] if may == ADMIN else [CORA] if may == AGENT else []
    for who, status in [(None, 401), *((who, 403) for who in strangers)]:
        request = request_for(stages(PLAIN), name, Ask(who, ids))
        for body in (b"", b"{", b"[]", json.dumps({"x": 1}).encode()):
            reply = request.client.send(request.method, request.path, body=body)
            check(reply, name, status)
