"""The clients' models are those of the published description, and their calls are in it."""

import re
from fnmatch import fnmatch
from functools import cache
from typing import Any

import pytest

from polydesk.api.gotrs.app import describe
from tools.make_client_models import PYTHON, ROOT, TYPESCRIPT, needed, python_source, typescript_source

CALLS = {
    "clients/python/src/polydesk_client/_async": r'"(/(?:api|health)[^"]*)"',
    "clients/typescript/src": r'["`](/(?:api|health)[^"`]*)["`]',
}
_PLACE = re.compile(r"\$?\{[^}]*\}+\)?")


@cache
def description() -> dict[str, Any]:
    return describe().openapi()


def test_models_are_made_of_the_description() -> None:
    """After a change of the API: python -m tools.make_client_models, then npm run build."""
    schemas = needed(description()["components"]["schemas"])
    assert PYTHON.read_text("utf-8") == python_source(schemas)
    assert TYPESCRIPT.read_text("utf-8") == typescript_source(schemas)


@pytest.mark.parametrize("folder", CALLS)
def test_only_what_is_described_is_called(folder: str) -> None:
    known = {_PLACE.sub("*", path) for path in description()["paths"]}
    for file in sorted(path for path in (ROOT / folder).iterdir() if path.is_file()):
        for path in re.findall(CALLS[folder], file.read_text("utf-8")):
            called = _PLACE.sub("*", path)
            assert any(fnmatch(one, called) or one.startswith(f"{called}/") for one in known), (file.name, path)
