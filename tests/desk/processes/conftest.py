"""A desk with the cast and a process, for tests that look at their own tickets only."""

from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from tests.conftest import DATABASES, opened_copy
from tests.desk.processes.purchase import build_purchase


@pytest.fixture(scope="session", params=DATABASES)
def purchase(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The world with the process of purchase.yml: open tickets of your own, configure nothing."""
    yield from opened_copy(request, "purchase", build_purchase, tmp_path_factory.mktemp("purchase") / "data")
