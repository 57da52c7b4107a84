"""axe-core, if there is one: it is not part of this repository."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.browser.browsing import Page

VARIABLE = "POLYDESK_AXE"
OPTIONS = {"iframes": False, "resultTypes": ["violations"]}
"""Letters in frames are a stranger's."""


@cache
def _script() -> str:
    named = os.environ.get(VARIABLE)
    paths = [Path(named)] if named else [Path("node_modules/axe-core/axe.min.js")]
    return next((path.read_text() for path in paths if path.is_file()), "")


def skip_without_axe() -> None:
    if not _script():
        pytest.skip(f"no axe-core: {VARIABLE} names its axe.min.js")


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it is shown now."""
    page.evaluate(_script())
    found: list[dict[str, Any]] = page.evaluate("(options) => axe.run(document, options)", OPTIONS)["violations"]
    return [f"{one['id']} at {node['target']}: {node['failureSummary']}" for one in found for node in one["nodes"]]
