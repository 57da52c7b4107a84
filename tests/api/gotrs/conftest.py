"""A client of `/api/v1` on the desk of tests/world."""

import pytest

from polydesk.api.gotrs import sign_in
from polydesk.api.gotrs.limiting import BackOff
from polydesk.desk.desk import Desk
from tests.api.gotrs.client import Client


@pytest.fixture(autouse=True)
def unhindered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed sign-ins of one test do not count in the next."""
    monkeypatch.setattr(sign_in, "_BACK_OFF", BackOff())


@pytest.fixture
def gotrs(world: Desk) -> Client:
    """Nobody yet: `gotrs.of(ADA)` signs in."""
    return Client(world)
