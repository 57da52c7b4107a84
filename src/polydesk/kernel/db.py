"""The database: SQLite in the data folder by default, PostgreSQL by URL."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, Integer, Row, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.schema import MetaData

STORAGE_FAULTS: tuple[type[Exception], ...] = (SQLAlchemyError, OSError)
"""What comes when the database or the disk fails, for those who have words of their own for it."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


BigId = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in columns of type INTEGER."""


AnyRow = Row[*tuple[Any, ...]]
"""A row of a select whose columns are read by name."""


class Base(DeclarativeBase):
    """Base of all tables. Relationships are not used: what a list shows is selected in one statement."""

    metadata = MetaData(naming_convention=NAMES)


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # an acknowledged ticket survives a power cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA cache_size=-4000",
    "PRAGMA temp_store=MEMORY",
)


class Database:
    """One engine, two kinds of transactions: reading and writing."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url, pool_size) if self.is_sqlite else _postgres_engine(url, pool_size)
        options = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
        self._reading = self.engine if self.is_sqlite else self.engine.execution_options(**options)
        self._kept: deque[Connection] = deque()
        self._most_kept = pool_size // 4

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view that cannot change anything (on PostgreSQL the database sees to that)."""
        connection = self.begin_reading()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self.end_reading(connection)

    def begin_reading(self) -> Connection:
        """`reading` in two steps, without the price of a context manager; the second step must follow."""
        connection = (self._kept_one() if self.is_sqlite else None) or self._reading.connect()
        try:
            self._begin(connection, "BEGIN")
        except BaseException:
            connection.close()
            raise
        return connection

    def end_reading(self, connection: Connection) -> None:
        if not self.is_sqlite:
            connection.close()  # which rolls back
            return
        try:
            self._end(connection)
        except BaseException:
            connection.close()
            raise
        self._keep(connection)

    def _kept_one(self) -> Connection | None:
        try:
            return self._kept.pop()
        except IndexError:
            return None

    def _end(self, connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        if connection.in_transaction():
            connection.rollback()
        driver.rollback()

    def _keep(self, connection: Connection) -> None:
        """Reads come with every request: fetching a connection from the pool and giving it back is a tenth of one."""
        if len(self._kept) < self._most_kept:
            self._kept.append(connection)
        else:
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits on return and rolls back on an exception.

        On SQLite it takes the write lock at once: a read that turns into a write later could fail half way.
        """
        with self.engine.begin() as connection:
            self._begin(connection, "BEGIN IMMEDIATE")
            yield connection

    def _begin(self, connection: Connection, statement: str) -> None:
        """On SQLite, whose driver is set to begin nothing by itself. Past SQLAlchemy: this runs for every request."""
        if self.is_sqlite:
            driver: Any = connection.connection.dbapi_connection
            driver.execute(statement)

    def dispose(self) -> None:
        while self._kept:
            self._kept.pop().close()
        self.engine.dispose()


def _sqlite_engine(url: str, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
        connect_args={"check_same_thread": False},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        # SQLite's own lower() knows the letters of ASCII only; names in indexes and queries have others as well.
        connection.create_function("lower", 1, _lower, deterministic=True)
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma)

    return engine


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _postgres_engine(url: str, pool_size: int) -> Engine:
    return create_engine(
        url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
        connect_args={"options": "-c timezone=UTC"},
        hide_parameters=True,
    )
