"""What every dialect of the API has in common: its files, an answer to every refusal, recordings of every operation."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from polydesk.api.generic_interface.answer import fault
from polydesk.api.generic_interface.errors import Fault, Refusal, refusal_of
from polydesk.api.generic_interface.operations.registry import OPERATIONS
from polydesk.api.gotrs.errors import answer_of as answer_of_gotrs
from polydesk.api.osticket.errors import answer_of
from polydesk.api.osticket.routing import Route, find_route
from polydesk.api.otrs7.errors import answer_of as answer_of_otrs7
from polydesk.desk.services.definition import WebService, compile_service
from polydesk.desk.services.definition_yaml import parse_definition
from polydesk.kernel.errors import DeskError

ROOT = Path(__file__).parents[2]
API = ROOT / "src" / "polydesk" / "api"
NO_DIALECT = "health"
"""Beside the dialects: for probes and Prometheus."""
DIALECTS = sorted(
    path.name for path in API.iterdir() if path.is_dir() and not path.name.startswith("_") and path.name != NO_DIALECT
)
FILES = ("README.md", "app.py", "auth.py", "words.py", "errors.py")
SHAPES = {"gotrs": "schemas.py", "otrs7": "ticket_shape.py"}
"""What is declared instead of parsed by hand has its shapes in schemas, and OTRS 7's a file for each; the others have
them in what they call the wire."""
SCENARIOS = ROOT / "tests" / "conformance" / "scenarios"
DEFINITIONS = ROOT / "tests" / "conformance" / "desks" / "webservices"
DOCUMENTED = (ROOT / "tests" / "api" / "gotrs" / "documented_endpoints.txt").read_text()
WITHOUT_SCENARIO = re.compile("POST /api/auth/logout|.* /api/v1/admin/.*")
"""These have tests of their own: the one ends what a scenario goes on with, the others are administrators'."""
NEVER_RECORDED = {"Session::SessionRemove", "Test::Test"}
"""The OTOBO of the recordings has no SessionRemove, and no desk in use has the echo."""


def kinds_of(kind: type[DeskError]) -> Iterator[type[DeskError]]:
    """Those of the kernel and the desk; other edges have kinds of their own, which no dialect meets."""
    if kind.__module__.startswith(("polydesk.kernel.", "polydesk.desk.")):
        yield kind
    for below in kind.__subclasses__():
        yield from kinds_of(below)


def error_of(kind: type[DeskError]) -> DeskError:
    """One of this kind; some have a code of their own, and say but one thing besides."""
    try:
        return kind("code.of.the.desk", secret="4711")
    except TypeError:
        return kind("4711")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("file", FILES)
def test_a_newcomer_finds_the_same_files_in_each(dialect: str, file: str) -> None:
    assert (API / dialect / file).is_file()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_and_knows_where_its_shapes_are(dialect: str) -> None:
    assert (API / dialect / SHAPES.get(dialect, "wire.py")).is_file()


@pytest.mark.parametrize("kind", list(kinds_of(DeskError)), ids=lambda kind: kind.__name__)
def test_the_generic_interface_has_an_answer_to_every_desk_error(kind: type[DeskError]) -> None:
    answer = refusal_of("TicketGet", error_of(kind))
    if isinstance(answer, Refusal):
        assert answer.code.startswith("TicketGet.")
        assert answer.message.startswith("TicketGet: ")
        shown = json.dumps(answer.data)
    else:
        assert isinstance(answer, Fault)
        shown = json.dumps(fault(answer.text))
    assert "4711" not in shown
    assert "code.of.the.desk" not in shown


@pytest.mark.parametrize("kind", list(kinds_of(DeskError)), ids=lambda kind: kind.__name__)
def test_osticket_has_an_answer_to_every_desk_error(kind: type[DeskError]) -> None:
    answer = answer_of(error_of(kind))
    assert answer.status in (403, 500, 503)
    assert "4711" not in answer.text
    assert "code.of.the.desk" not in answer.text


@pytest.mark.parametrize("kind", list(kinds_of(DeskError)), ids=lambda kind: kind.__name__)
def test_gotrs_has_an_answer_to_every_desk_error(kind: type[DeskError]) -> None:
    answer = answer_of_gotrs(error_of(kind))
    assert answer.status_code in (400, 403, 404, 409, 503)
    assert json.loads(bytes(answer.body)).keys() == {"success", "error"}
    assert b"4711" not in bytes(answer.body)
    assert b"code.of.the.desk" not in bytes(answer.body)


@pytest.mark.parametrize("kind", list(kinds_of(DeskError)), ids=lambda kind: kind.__name__)
def test_otrs7_has_an_answer_to_every_desk_error(kind: type[DeskError]) -> None:
    answer = answer_of_otrs7(error_of(kind))
    assert answer.status in (403, 503)
    assert json.loads(answer.body).keys() == {"Error"}
    assert b"4711" not in answer.body
    assert b"code.of.the.desk" not in answer.body


def test_every_route_of_osticket_was_recorded() -> None:
    recorded = [find_route(one["method"], one["path"], b"") for one in requests("osticket")]
    assert {route for route in recorded if isinstance(route, Route)} == set(Route)


def recorded_types() -> set[str]:
    """The operation types of all routes the recordings of a real OTOBO called."""
    definitions = {path.stem: path.read_text() for path in DEFINITIONS.glob("*.yml")}
    services = {name: compile_service(1, name, parse_definition(text)) for name, text in definitions.items()}
    return {kind for request in requests("otobo") for kind in _types(services, request["method"], request["path"])}


def requests(system: str) -> Iterator[dict[str, str]]:
    for path in (SCENARIOS / system).glob("*.json"):
        yield from (step["request"] for step in json.loads(path.read_text())["steps"])


def _types(services: dict[str, WebService], method: str, path: str) -> Iterator[str]:
    found = re.match(r"/Webservice/([^/]+)(/[^?]*)", path)
    if found is None or found[1] not in services:
        return
    service = services[found[1]]
    for route in service.routes:
        if method in route.methods and route.match(found[2]) is not None:
            yield service.operations[route.operation].type
            return


def test_every_operation_was_recorded() -> None:
    assert OPERATIONS.keys() - NEVER_RECORDED <= recorded_types()


def test_every_documented_call_of_gotrs_has_a_scenario() -> None:
    called = {(one["method"], one["path"].partition("?")[0]) for one in requests("gotrs")}
    documented = [line for line in DOCUMENTED.splitlines() if not WITHOUT_SCENARIO.fullmatch(line)]
    assert [line for line in documented if not _is_called(line, called)] == []


def _is_called(documented: str, called: set[tuple[str, str]]) -> bool:
    method, path = documented.split()
    pattern = re.compile(re.sub(r":\w+", "[^/]+", path))
    return any(method == other and pattern.fullmatch(place) for other, place in called)
