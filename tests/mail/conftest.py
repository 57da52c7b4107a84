"""A desk that takes in mail, shared by the tests that look at their own tickets only."""

from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from tests.certificates import Authority
from tests.conftest import DATABASES, opened_copy
from tests.mail.listening import Listening, listening_desk
from tests.mail.post import set_up
from tests.world.cast import build_world


def build(desk: Desk) -> None:
    build_world(desk)
    set_up(desk)


@pytest.fixture(scope="session", params=DATABASES)
def mailroom(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Configure nothing, count nothing."""
    yield from opened_copy(request, "mailroom", build, tmp_path_factory.mktemp("mailroom") / "data")


@pytest.fixture
def post(world: Desk) -> Desk:
    """A desk of one's own that takes in mail."""
    set_up(world)
    return world


@pytest.fixture
def listening(world: Desk) -> Listening:
    return listening_desk(world)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "ca")
