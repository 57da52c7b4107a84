"""The synchronous client is the asynchronous one without waiting."""

from pathlib import Path

import pytest

from tools.make_sync_client import PACKAGE, modules, synchronous


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_it_is_what_its_maker_makes(module: Path) -> None:
    """After a change in _async: python -m tools.make_sync_client"""
    assert (PACKAGE / "_sync" / module.name).read_text("utf-8") == synchronous(module.read_text("utf-8"))
