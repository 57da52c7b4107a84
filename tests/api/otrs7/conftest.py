"""A client of OTRS 7's API on the desk of tests/world."""

from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from polydesk.kernel.counting import counter
from tests.api.otrs7.client import Client
from tests.api.otrs7.contract_stage import build_stage
from tests.api.otrs7.portal import build_portal
from tests.conftest import DATABASES, opened_copy
from tests.world.cast import CORA, build_world
from tests.world.tickets import configured


@pytest.fixture(autouse=True)
def unhindered() -> None:
    """What one test has sent does not count in the next."""
    counter.cache_clear()


@pytest.fixture
def otrs7(world: Desk) -> Client:
    """Nobody yet: `otrs7.of(CORA)` is a customer."""
    return Client(world)


@pytest.fixture(scope="session", params=DATABASES)
def shared_world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The world, used by many tests: open tickets of your own, configure nothing, count nothing."""
    yield from opened_copy(request, "unlimited", _without_limits, tmp_path_factory.mktemp("otrs7") / "data")


def _without_limits(desk: Desk) -> None:
    """Every test signs in anew."""
    build_world(desk)
    configured(desk, settings={"CustomerSessionPerUserLimit": 0, "CustomerSessionLimit": 0})


@pytest.fixture
def shared(shared_world: Desk) -> Client:
    """Nobody yet, on the desk that others use as well."""
    return Client(shared_world)


@pytest.fixture(scope="session", params=DATABASES)
def portal_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The world with forms of customers, used by many tests: see `build_portal`."""
    yield from opened_copy(request, "portal", build_portal, tmp_path_factory.mktemp("portal") / "data")


@pytest.fixture
def portal(portal_desk: Desk) -> Client:
    """Cora, on a desk whose forms show something of everything; others use it as well."""
    return Client(portal_desk).of(CORA)


@pytest.fixture(scope="session", params=DATABASES)
def contract_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The world with everything a documented answer needs, used by many tests: see `build_stage`."""
    yield from opened_copy(request, "contract", build_stage, tmp_path_factory.mktemp("contract") / "data")
