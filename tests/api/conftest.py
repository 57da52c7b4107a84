"""Clients of the desk of tests/world."""

import pytest

from polydesk.desk.desk import Desk
from tests.api.client import GUIDE, Client


@pytest.fixture
def client(world: Desk) -> Client:
    """Calls the stock web service, on which a real OTOBO's refusals hold to the letter."""
    return Client(world)


@pytest.fixture
def guide(world: Desk) -> Client:
    """Calls the web service with the published guide's paths."""
    return Client(world, GUIDE)
