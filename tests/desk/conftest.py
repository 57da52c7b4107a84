"""A desk with the cast for tests that look at their own tickets only: copying a database for each takes too long."""

from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from tests.conftest import DATABASES, opened_copy
from tests.world.cast import build_world


@pytest.fixture(scope="session", params=DATABASES)
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The world, used by many tests: open tickets of your own, configure nothing, count nothing."""
    yield from opened_copy(request, "world", build_world, tmp_path_factory.mktemp("shared") / "data")
