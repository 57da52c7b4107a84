from pathlib import Path

import pytest

from tests.cli.running import Commands


@pytest.fixture
def polydesk(tmp_path: Path) -> Commands:
    return Commands(tmp_path / "data")
