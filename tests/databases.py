"""Fixtures: empty databases of both kinds, and migrated ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from polydesk.kernel.db import Database
from polydesk.kernel.migrate import upgrade
from tests.postgres import Cluster, available, start_cluster


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if not available():
        pytest.skip("no PostgreSQL server binaries")
    cluster = start_cluster(tmp_path_factory.mktemp("pg"))
    yield cluster
    cluster.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.create_database()
        yield url
        cluster.drop_database(url)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    yield database
    database.dispose()


@pytest.fixture
def migrated(empty: Database) -> Database:
    upgrade(empty)
    return empty
