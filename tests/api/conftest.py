"""Clients of the desk of tests/world."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.people import let_in
from polydesk.desk.people.throttle import Throttle
from tests.api.client import GUIDE, Client


@pytest.fixture(autouse=True)
def forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong passwords of one test do not count in the next."""
    monkeypatch.setattr(let_in, "_THROTTLE", Throttle())


@pytest.fixture
def client(world: Desk) -> Client:
    """Calls the stock web service, on which a real OTOBO's refusals hold to the letter."""
    return Client(world)


@pytest.fixture
def guide(world: Desk) -> Client:
    """Calls the web service with the published guide's paths."""
    return Client(world, GUIDE)
