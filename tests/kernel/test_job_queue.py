import json
from pathlib import Path

import pytest
from huey.storage import PostgresStorage, RedisStorage, SqliteStorage  # type: ignore[import-untyped]  # no types there

from polydesk.kernel.db import Database
from polydesk.kernel.errors import Invalid
from polydesk.kernel.job_queue import JsonMessages, open_huey
from polydesk.kernel.settings import Settings


def test_sqlite_is_the_default_and_lies_in_the_data_folder(migrated: Database, tmp_path: Path) -> None:
    huey = open_huey(Settings({}), migrated, tmp_path)
    assert isinstance(huey.storage, SqliteStorage)
    assert (tmp_path / "jobs.sqlite3").exists()


def test_redis_is_asked_for_by_url(migrated: Database, tmp_path: Path) -> None:
    settings = Settings({"Jobs::Storage": "redis", "Jobs::RedisURL": "redis://cache.example:6380/3"})
    storage = open_huey(settings, migrated, tmp_path).storage
    assert isinstance(storage, RedisStorage)
    assert storage.pool.connection_kwargs["host"] == "cache.example"


def test_postgres_needs_the_desk_on_postgres(migrated: Database, tmp_path: Path) -> None:
    settings = Settings({"Jobs::Storage": "postgres"})
    if migrated.is_sqlite:
        with pytest.raises(Invalid, match=r"jobs\.postgres_needs_postgres"):
            open_huey(settings, migrated, tmp_path)
    else:
        assert isinstance(open_huey(settings, migrated, tmp_path).storage, PostgresStorage)


def test_what_lies_in_the_queue_is_json_with_the_id(migrated: Database, tmp_path: Path) -> None:
    huey = open_huey(Settings({}), migrated, tmp_path)
    huey.task(name="deliver")(lambda outbox_id: None)(7)
    assert 7 in json.loads(bytes(huey.storage.enqueued_items()[0]))[6]
    assert list(huey.dequeue().args) == [7]
    huey.storage.close()


def test_a_pickle_in_the_queue_is_not_loaded() -> None:
    with pytest.raises(ValueError, match=r"^Expecting"):
        JsonMessages().deserialize(b"cos\nsystem\n(S'true'\ntR.")
