from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import postgres

pytestmark = pytest.mark.skipif(not postgres.available(), reason="no PostgreSQL server binaries")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Cluster]:
    cluster = postgres.start_cluster(tmp_path_factory.mktemp("pg"))
    yield cluster
    cluster.stop()


def run(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def test_a_database_is_a_copy_of_its_template(cluster: postgres.Cluster) -> None:
    template = cluster.create_database()
    run(template, "CREATE TABLE queue AS SELECT 'Raw' AS name")
    copy = cluster.create_database(template="test_1")
    assert run(copy, "SELECT name FROM queue") == [("Raw",)]


def test_the_server_listens_on_no_network(cluster: postgres.Cluster) -> None:
    assert run(cluster.url("postgres"), "SHOW listen_addresses") == [("",)]


def test_stopping_removes_the_folder(tmp_path: Path) -> None:
    cluster = postgres.start_cluster(tmp_path)
    cluster.stop()
    cluster.stop()
    assert not cluster.folder.exists()
