"""Bringing a database up to the tables of this version, safe with any number of processes starting at once."""

from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from polydesk.kernel.db import Database
from polydesk.kernel.errors import Conflict

SCRIPTS = "polydesk:migrations"
_VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"
_CURRENT = text("SELECT version_num FROM alembic_version")
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7659372)")


def upgrade(database: Database) -> None:
    """Apply what is missing, all of it or nothing; one query if nothing is.

    Raises Conflict when a newer Polydesk has been at work on this database.
    """
    if not _is_current(database):
        with database.writing() as connection:  # on SQLite this alone lets nobody else in
            if not database.is_sqlite:
                connection.execute(_ONE_AT_A_TIME)
            _apply(connection)


def newest() -> str:
    """The revision this version of Polydesk works with: the number its last migration's file starts with."""
    return max((path.name[:4] for path in _VERSIONS.glob("[0-9]*.py")), default="0000")


def _is_current(database: Database) -> bool:
    wanted, found = newest(), _revision(database)
    if found is not None and found > wanted:
        raise Conflict("database.newer_than_program", database=found, program=wanted)
    return found == wanted


def _revision(database: Database) -> str | None:
    try:
        with database.reading() as connection:
            return connection.execute(_CURRENT).scalar_one_or_none()
    except DBAPIError as error:
        if not _is_missing_table(error):  # an empty database is no failure, one that does not answer is
            raise
        return None


def _is_missing_table(error: DBAPIError) -> bool:
    return "no such table" in str(error.orig) or getattr(error.orig, "sqlstate", None) == "42P01"


def _apply(connection: Connection) -> None:
    # Imported here: with nothing to do, a start should not pay for loading Alembic.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", SCRIPTS)
    command.upgrade(config, "head")
