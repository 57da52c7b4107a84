"""One kept connection of sqlite3 or psycopg with the durability the desk has."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from polydesk.kernel.db import SQLITE_PRAGMAS

Rows = list[tuple[Any, ...]]


class Driver:
    """SQL with question marks, for both. It must not hold any outside of its parameters' places."""

    def __init__(self, data: Path, url: str | None) -> None:
        self.is_sqlite = url is None
        self._connection: Any = _postgres(url) if url else _sqlite(data)
        self._translated: dict[str, str] = {}

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        found: Rows = self._connection.execute(self._own(sql), parameters).fetchall()
        return found

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        self._connection.execute(self._own(sql), parameters)

    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        self._connection.cursor().executemany(self._own(sql), rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.run("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
        try:
            yield
        except BaseException:
            self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def _own(self, sql: str) -> str:
        if self.is_sqlite:
            return sql
        if sql not in self._translated:
            self._translated[sql] = sql.replace("?", "%s")
        return self._translated[sql]


def _sqlite(data: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(data / "polydesk.sqlite3", isolation_level=None, check_same_thread=False)
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)
    return connection


def _postgres(url: str) -> "psycopg.Connection[tuple[Any, ...]]":
    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    return psycopg.connect(plain, autocommit=True, options="-c timezone=UTC")
