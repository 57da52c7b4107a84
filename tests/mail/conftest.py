"""A desk that takes in mail, shared by the tests that look at their own tickets only."""

from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from polydesk.wiring import open_desk
from tests.conftest import DATABASES, Templates
from tests.mail.post import set_up
from tests.postgres import Cluster
from tests.world.cast import build_world


def build(desk: Desk) -> None:
    build_world(desk)
    set_up(desk)


@pytest.fixture(scope="session", params=DATABASES)
def mailroom(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """Configure nothing, count nothing."""
    data = tmp_path_factory.mktemp("mailroom") / "data"
    if request.param == "sqlite":
        templates.sqlite("mailroom", build, data)
        desk = open_desk(data)
        yield desk
        desk.database.dispose()
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    url = templates.postgres("mailroom", build, cluster)
    desk = open_desk(data, url)
    yield desk
    desk.database.dispose()
    cluster.drop_database(url)


@pytest.fixture
def post(world: Desk) -> Desk:
    """A desk of one's own that takes in mail."""
    set_up(world)
    return world
