"""Fixtures every test may use: a desk as installed, and a desk with a fixed cast, on both databases."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from polydesk.desk.access.signing import key_for_signing
from polydesk.desk.desk import Desk
from polydesk.desk.people import passwords
from polydesk.kernel.settings import Settings
from polydesk.wiring import open_desk
from tests.compiled import compile_once
from tests.databases import cluster, empty, empty_url, migrated
from tests.postgres import Cluster
from tests.quick_passwords import QUICK
from tests.redis_server import redis
from tests.world.cast import build_world

__all__ = ["cluster", "empty", "empty_url", "migrated", "redis"]

DATABASES = os.environ.get("POLYDESK_TEST_DATABASES", "sqlite,postgres").split(",")
Prepare = Callable[[Desk], None]


def pytest_collectstart() -> None:
    """Modules and thousands of tests stay to the end: looking through them while they come is a quarter of loading."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 50)  # as in the workers of the running program


@dataclass
class Place:
    """Where a test's desk lives; a second process can open the same one."""

    data: Path
    url: str | None


@dataclass
class Templates:
    """A prepared database is made once per test session and kind, and copied for each test."""

    folder: Path
    made: dict[tuple[str, str], str]
    configurations: dict[tuple[str, bool], Any]

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

    def opened(self, name: str, place: Place) -> Iterator[Desk]:
        """The desk of a fresh copy. Copies have the same configuration: the first one has read it for all of them."""
        desk = open_desk(place.data, place.url)
        kind = (name, place.url is None)
        if kind not in self.configurations:
            with desk.look() as look:
                look.config(Settings)
            self.configurations[kind] = desk._snapshots._kept
        desk._snapshots._kept = self.configurations[kind]
        yield desk
        desk.database.dispose()


def as_installed(_desk: Desk) -> None:
    """Opening a desk has installed it."""


def _prepared(data: Path, url: str | None, prepare: Prepare) -> None:
    desk = open_desk(data, url)
    prepare(desk)
    if prepare is not as_installed:
        _sign(desk)
    if url is None:
        with desk.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.database.dispose()


def _sign(desk: Desk) -> None:
    """Desks that somebody works with have signed tokens: the first one would change the configuration of each test."""
    with desk.work() as work:
        key_for_signing(work)


@pytest.fixture(scope="session", autouse=True)
def compiled_statements() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        compile_once(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """tests/desk/people/test_passwords.py has the real ones, and so has every program a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUICK.items():
            patch.setattr(passwords, name, value)
        yield


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(tmp_path_factory.mktemp("templates"), {}, {})


def copied(request: pytest.FixtureRequest, name: str, prepare: Prepare, data: Path) -> Iterator[Place]:
    """The body of a fixture: a copy of this template, on the database the fixture is asked for."""
    templates: Templates = request.getfixturevalue("templates")
    if request.param == "sqlite":
        templates.sqlite(name, prepare, data)
        yield Place(data, None)
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    url = templates.postgres(name, prepare, cluster)
    contents = templates.folder / f"{name}-files" / "files"
    if contents.exists():
        shutil.copytree(contents, data / "files")
    yield Place(data, url)
    cluster.drop_database(url)


@pytest.fixture(params=DATABASES)
def stock_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    yield from copied(request, "stock", as_installed, tmp_path / "data")


@pytest.fixture
def desk(stock_place: Place, templates: Templates) -> Iterator[Desk]:
    """A desk as installed: stock rows only."""
    yield from templates.opened("stock", stock_place)


@pytest.fixture(params=DATABASES)
def world_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    yield from copied(request, "world", build_world, tmp_path / "data")


@pytest.fixture
def world(world_place: Place, templates: Templates) -> Iterator[Desk]:
    """A desk with the cast of tests/world."""
    yield from templates.opened("world", world_place)


def opened_copy(request: pytest.FixtureRequest, name: str, prepare: Prepare, data: Path) -> Iterator[Desk]:
    """The body of a fixture: a desk on a copy of this template."""
    templates: Templates = request.getfixturevalue("templates")
    for place in copied(request, name, prepare, data):
        yield from templates.opened(name, place)
