"""A client of `/api/v1` on the desk of tests/world."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.kernel.counting import counter
from tests.api.gotrs.client import Client


@pytest.fixture(autouse=True)
def unhindered() -> None:
    """What one test has sent does not count in the next."""
    counter.cache_clear()


@pytest.fixture
def gotrs(world: Desk) -> Client:
    """Nobody yet: `gotrs.of(ADA)` signs in."""
    return Client(world)
