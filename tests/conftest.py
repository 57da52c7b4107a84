"""Fixtures every test may use: a desk as installed, and a desk with a fixed cast, on both databases."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from polydesk.desk.desk import Desk
from polydesk.wiring import open_desk
from tests.databases import cluster, empty, empty_url, migrated
from tests.postgres import Cluster
from tests.world.cast import build_world

__all__ = ["cluster", "empty", "empty_url", "migrated"]

DATABASES = os.environ.get("POLYDESK_TEST_DATABASES", "sqlite,postgres").split(",")
Prepare = Callable[[Desk], None]


@dataclass
class Templates:
    """A prepared database is made once per test session and kind, and copied for each test."""

    folder: Path
    made: dict[tuple[str, str], str]

    def sqlite(self, name: str, prepare: Prepare, copy_to: Path) -> None:
        template = self.folder / name
        if not template.exists():
            _prepared(template, None, prepare)
        shutil.copytree(template, copy_to, dirs_exist_ok=True)

    def postgres(self, name: str, prepare: Prepare, cluster: Cluster) -> str:
        if ("postgres", name) not in self.made:
            url = cluster.create_database()
            _prepared(self.folder / f"{name}-files", url, prepare)
            self.made["postgres", name] = url.rpartition("@/")[2].partition("?")[0]
        return cluster.create_database(self.made["postgres", name])


def _prepared(data: Path, url: str | None, prepare: Prepare) -> None:
    desk = open_desk(data, url)
    prepare(desk)
    if url is None:
        with desk.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.database.dispose()


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(tmp_path_factory.mktemp("templates"), {})


@dataclass
class Place:
    """Where a test's desk lives; a second process can open the same one."""

    data: Path
    url: str | None


def _place(request: pytest.FixtureRequest, tmp_path: Path, name: str, prepare: Prepare) -> Iterator[Place]:
    templates: Templates = request.getfixturevalue("templates")
    data = tmp_path / "data"
    if request.param == "sqlite":
        templates.sqlite(name, prepare, data)
        yield Place(data, None)
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    url = templates.postgres(name, prepare, cluster)
    yield Place(data, url)
    cluster.drop_database(url)


@pytest.fixture(params=DATABASES)
def stock_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    yield from _place(request, tmp_path, "stock", lambda _desk: None)


@pytest.fixture
def desk(stock_place: Place) -> Iterator[Desk]:
    """A desk as installed: stock rows only."""
    yield from _opened(stock_place)


@pytest.fixture(params=DATABASES)
def world_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    yield from _place(request, tmp_path, "world", build_world)


@pytest.fixture
def world(world_place: Place) -> Iterator[Desk]:
    """A desk with the cast of tests/world."""
    yield from _opened(world_place)


def _opened(place: Place) -> Iterator[Desk]:
    desk = open_desk(place.data, place.url)
    yield desk
    desk.database.dispose()


def opened_for_many(request: pytest.FixtureRequest, name: str, prepare: Prepare, data: Path) -> Iterator[Desk]:
    """The body of a fixture: a desk that many tests use, on the database the fixture is asked for."""
    templates: Templates = request.getfixturevalue("templates")
    if request.param == "sqlite":
        templates.sqlite(name, prepare, data)
        desk = open_desk(data)
        yield desk
        desk.database.dispose()
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    url = templates.postgres(name, prepare, cluster)
    desk = open_desk(data, url)
    yield desk
    desk.database.dispose()
    cluster.drop_database(url)
