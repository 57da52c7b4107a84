"""A desk with the cast and a process, and its customers, each signed in once: their sessions are limited."""

from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from tests.api.otrs7.client import Client
from tests.conftest import DATABASES, opened_copy
from tests.desk.processes.purchase import build_purchase
from tests.world.cast import CATO, CORA


@pytest.fixture(scope="session", params=DATABASES)
def purchase(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The world with the process of purchase.yml: open tickets of your own, configure nothing."""
    yield from opened_copy(request, "purchase", build_purchase, tmp_path_factory.mktemp("purchase") / "data")


@pytest.fixture(scope="session")
def cora(purchase: Desk) -> Client:
    return Client(purchase).of(CORA)


@pytest.fixture(scope="session")
def cato(purchase: Desk) -> Client:
    return Client(purchase).of(CATO)
