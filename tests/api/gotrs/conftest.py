"""A client of `/api/v1` on the desk of tests/world."""

import pytest

from polydesk.desk.desk import Desk
from tests.api.gotrs.client import Client


@pytest.fixture
def gotrs(world: Desk) -> Client:
    """Nobody yet: `gotrs.of(ADA)` signs in."""
    return Client(world)
