"""A place for each desk that is measured, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from bench.processes import Place
from polydesk.kernel.db import Database


@contextmanager
def temporary_place(url: str | None, name: str) -> Iterator[Place]:
    """A folder with SQLite in it; with a URL, a database of its own on that PostgreSQL server."""
    with tempfile.TemporaryDirectory(prefix="polydesk-bench-") as folder:
        if url is None:
            yield Place(Path(folder), None)
            return
        database = f"polydesk_bench_{name}"
        _administer(url, f"DROP DATABASE IF EXISTS {database}", f"CREATE DATABASE {database}")
        try:
            yield Place(Path(folder), make_url(url).set(database=database).render_as_string(hide_password=False))
        finally:
            _administer(url, f"DROP DATABASE {database} WITH (FORCE)")


def _administer(url: str, *statements: str) -> None:
    database = Database(url)
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    database.dispose()
