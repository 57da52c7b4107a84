"""The description of /api/v1: complete, valid, and shown without help from outside."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from typer.testing import CliRunner

from polydesk.api.gotrs import description_pages
from polydesk.api.gotrs.app import describe
from polydesk.api.gotrs.description import openapi_of, operations
from polydesk.cli.app import app as command
from polydesk.desk.desk import Desk
from tests.api.gotrs.client import ON_SQLITE, Client

DOCUMENTED = (Path(__file__).parent / "documented_endpoints.txt").read_text().split("\n")
"""The calls GOTRS' own page promises."""


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return openapi_of(describe())


def _without_names(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


@pytest.mark.parametrize("documented", [line for line in DOCUMENTED if line])
def test_every_documented_call_is_described(described: dict[str, Any], documented: str) -> None:
    method, path = documented.split()
    served = {(method, _without_names(path)) for path, method, _ in operations(described)}
    assert (method.lower(), _without_names(re.sub(r":\w+", "{}", path))) in served


def test_there_are_55_of_them() -> None:
    assert len(set(filter(None, DOCUMENTED))) == 55


def test_it_is_openapi(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(described).validate()


def test_operations_have_names_of_their_own(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


def test_every_operation_says_what_it_is_for_and_where_it_belongs(described: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in described["tags"]}
    for path, method, operation in operations(described):
        assert operation["summary"], (method, path)
        assert set(operation["tags"]) <= tags and operation["tags"], (method, path)


def test_nothing_is_announced_that_is_never_answered(described: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in json.dumps(described)


def test_every_body_has_an_example(described: dict[str, Any]) -> None:
    missing = []
    for path, method, operation in operations(described):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        schema = content.get("schema", {})
        shapes = [schema, *schema.get("anyOf", ()), *schema.get("allOf", ())]
        named = [described["components"]["schemas"][one["$ref"].rpartition("/")[2]] for one in shapes if "$ref" in one]
        if content and not any("examples" in one or "example" in one for one in [content, *shapes, *named]):
            missing.append(f"{method} {path}")
    assert missing == []


@ON_SQLITE
def test_it_is_served_to_anybody(world: Desk, described: dict[str, Any]) -> None:
    reply = Client(world).get("/api/v1/openapi.json")
    assert (reply.status, reply.json["paths"].keys()) == (200, described["paths"].keys())


def test_a_command_prints_it(described: dict[str, Any]) -> None:
    printed = CliRunner().invoke(command, ["openapi"])
    assert json.loads(printed.stdout) == json.loads(json.dumps(described))


@pytest.mark.parametrize("name", sorted(description_pages.FILES))
@ON_SQLITE
def test_pages_are_served_from_files_of_ours(world: Desk, name: str) -> None:
    reply = Client(world).get(f"/api/v1/docs/{name}")
    assert reply.status == 200
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    if name.endswith(".html") or not name:
        loaded = re.findall(r'(?:src|href)="([^"]*)"', reply.body.decode())
        assert [one for one in loaded if one != "data:," and one not in description_pages.FILES] == []


@ON_SQLITE
def test_no_other_origin_may_be_asked(world: Desk) -> None:
    policy = Client(world).get("/api/v1/docs/").headers["content-security-policy"]
    assert not re.search(r"https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline", policy)


@pytest.mark.parametrize("name", ["../app.py", "README.md", "%2e%2e/app.py", "x\x00"])
@ON_SQLITE
def test_no_other_file_is_served(world: Desk, name: str) -> None:
    assert Client(world).get(f"/api/v1/docs/{name}").status == 404


@pytest.mark.parametrize(("path", "page"), [("/api/v1/docs", "docs/"), ("/api/v1/redoc", "docs/redoc.html")])
@ON_SQLITE
def test_short_addresses_lead_there(world: Desk, path: str, page: str) -> None:
    reply = Client(world).get(path)
    assert (reply.status, reply.headers["location"]) == (307, page)
