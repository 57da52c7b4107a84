"""Records of decisions name what is really there."""

import ast
import re

import pytest

from tests.docs.pages import ROOT

RECORDS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
PARTS = ["Context", "Decision", "Consequence", "Enforced by"]
PATH = re.compile(r"`((?:src|tests|tools|bin|docs)/[\w./-]+)`|`(bin/\w+) [^`]*`")


@pytest.mark.parametrize("name", [record.name for record in RECORDS])
def test_a_record_has_its_parts_and_names_what_exists(name: str) -> None:
    text = (ROOT / "docs" / "decisions" / name).read_text("utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == PARTS
    named = [one for pair in PATH.findall(text) for one in pair if one]
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_index_lists_every_record_in_order() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    assert re.findall(r"\(([0-9]{4}-[^)]*)\)", index) == [record.name for record in RECORDS]


def test_kernel_and_desk_are_synchronous() -> None:
    """Record 0001."""
    for layer in ("kernel", "desk"):
        for path in (ROOT / "src" / "polydesk" / layer).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            assert not any(isinstance(node, ast.AsyncFunctionDef) for node in nodes), path
