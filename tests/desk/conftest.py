"""A desk with the cast for tests that look at their own tickets only: copying a database for each takes too long."""

from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from polydesk.wiring import open_desk
from tests.conftest import DATABASES, Templates
from tests.postgres import Cluster
from tests.world.cast import build_world


@pytest.fixture(scope="session", params=DATABASES)
def shared(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """The world, used by many tests: open tickets of your own, configure nothing, count nothing."""
    data = tmp_path_factory.mktemp("shared") / "data"
    if request.param == "sqlite":
        templates.sqlite("world", build_world, data)
        desk = open_desk(data)
        yield desk
        desk.database.dispose()
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    url = templates.postgres("world", build_world, cluster)
    desk = open_desk(data, url)
    yield desk
    desk.database.dispose()
    cluster.drop_database(url)
