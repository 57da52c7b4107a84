"""The queue between the outbox and its listeners: Huey, on SQLite, PostgreSQL or Redis.

What is queued may be lost (the outbox still has it), so this is about speed, not about safety.
"""

import json
import threading
from pathlib import Path
from typing import Any

from huey import PostgresHuey, RedisHuey, SqliteHuey  # type: ignore[import-untyped]  # Huey ships no types
from huey.consumer import Consumer  # type: ignore[import-untyped]
from huey.registry import Message  # type: ignore[import-untyped]
from huey.serializer import Serializer  # type: ignore[import-untyped]
from sqlalchemy import text

from polydesk.kernel.db import Database
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import Settings

WORKERS = 4
LONGEST_SHUTDOWN_SECONDS = 20
_POLLING = {"initial_delay": 0.05, "max_delay": 0.25}
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7659373)")


class JsonMessages(Serializer):  # type: ignore[misc]  # Huey ships no types
    """Messages as JSON: Huey's own serializer would unpickle whatever lies in the queue."""

    def _serialize(self, data: tuple[Any, ...]) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Any:
        return Message(*json.loads(bytes(data)))


class QueueConsumer(Consumer):  # type: ignore[misc]  # Huey ships no types
    """Huey's workers as threads of a program that handles signals itself."""

    def __init__(self, huey: Any) -> None:
        super().__init__(huey, workers=WORKERS, periodic=False, shutdown_timeout=LONGEST_SHUTDOWN_SECONDS, **_POLLING)

    def _set_signal_handlers(self) -> None:
        """Leave the signals to the program."""


def open_huey(settings: Settings, database: Database, data_folder: Path) -> Any:
    """The Huey (which has no types) that the setting Jobs::Storage names. Raises Invalid when it cannot be."""
    common = {"name": f"polydesk-{settings['SystemID']}", "results": False, "serializer": JsonMessages()}
    storage = settings["Jobs::Storage"]
    if storage == "redis":
        huey = RedisHuey(url=settings["Jobs::RedisURL"], **common)
    elif storage == "postgres":
        huey = _open_postgres(database, common)
    else:
        huey = SqliteHuey(filename=str(data_folder / "jobs.sqlite3"), timeout=15, **common)
    _close_with_workers(huey)
    return huey


def _open_postgres(database: Database, common: dict[str, Any]) -> Any:
    if database.is_sqlite:
        raise Invalid("jobs.postgres_needs_postgres", storage="postgres")
    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    huey = PostgresHuey(dsn=url, create_tables=False, **common)
    with database.writing() as connection:  # CREATE TABLE IF NOT EXISTS fails when two do it at once
        connection.execute(_ONE_AT_A_TIME)
        huey.storage.initialize_schema()
    return huey


def _close_with_workers(huey: Any) -> None:
    """On PostgreSQL each worker has a connection of its own, which only its own thread can close."""
    one_at_a_time = threading.Lock()

    @huey.on_shutdown()  # type: ignore[untyped-decorator]  # Huey ships no types
    def close_storage() -> None:
        with one_at_a_time:
            huey.storage.close()
