"""One case of the contract: a request, and which documented answer it yields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.events import Event
from tests.api.otrs7.client import NOTHING, Client, Reply
from tests.api.otrs7.contract_stage import Stage
from tests.api.otrs7.documented import HALF, Endpoint
from tests.api.otrs7.portal import failing_on
from tests.world.cast import CORA

Prepare = Callable[[Stage], object]


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is a function in `at`, `query` and `body` is called with the stage."""

    key: str
    status: int = 200
    failure: str = ""
    at: Mapping[str, Any] = field(default_factory=dict)
    """What stands in the path, where it is not the stage's own."""
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = NOTHING
    raw: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    who: CustomerActor | None = CORA
    settings: Mapping[str, Any] = field(default_factory=dict)
    prepare: Prepare | None = None
    fails: type[Event] | None = None
    """The disk fails as soon as this has happened."""
    breaks: tuple[Any, str] | None = None
    """This function of this module fails."""
    patched: Mapping[tuple[Any, str], Any] = field(default_factory=dict)
    like: Any = NOTHING
    """What the answer is compared with instead of the published example."""

    def __str__(self) -> str:
        return f"{self.key} {self.status} {self.failure}".strip()

    @property
    def endpoint(self) -> Endpoint:
        return HALF[self.key]


def but(case: Case, status: int, failure: str = "", **changes: Any) -> Case:
    return replace(case, status=status, failure=failure, **{"like": NOTHING, **changes})


def play(case: Case, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Reply:
    """The answer to the case's request."""
    if case.prepare:
        case.prepare(stage)
    client = Client(stage.desk) if case.who is None else Client(stage.desk).of(case.who)
    path, request = path_of(case, stage), request_of(case, stage)
    if case.fails:
        client = replace(client, desk=failing_on(stage.desk, case.fails))
    if case.breaks:
        monkeypatch.setattr(*case.breaks, _broken)
    for (owner, name), value in case.patched.items():
        monkeypatch.setattr(owner, name, value)
    with stage.with_settings(case.settings):
        return client.send(case.endpoint.method, path, **request)


def path_of(case: Case, stage: Stage) -> str:
    path = case.endpoint.path
    for name in names_in(path):
        value = case.at[name] if name in case.at else getattr(stage, name)
        path = path.replace(f"{{{name}}}", str(_made(value, stage)))
    return path


def request_of(case: Case, stage: Stage) -> dict[str, Any]:
    query = {name: _made(value, stage) for name, value in case.query.items()}
    return {"sent": _made(case.body, stage), "query": query, "headers": case.headers, "body": case.raw}


def names_in(path: str) -> list[str]:
    return [segment.strip("{}") for segment in path.split("/") if segment.startswith("{")]


def _made(value: Any, stage: Stage) -> Any:
    return value(stage) if callable(value) else value


def _broken(*_arguments: object, **_named: object) -> None:
    raise OSError("no space left")
