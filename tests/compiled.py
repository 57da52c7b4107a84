"""Statements compiled for one database are used for the next: each test has an engine, which would begin anew."""

from sqlalchemy import Engine

from polydesk.kernel.db import Database

_FIRST: dict[bool, Engine] = {}


def compile_once(database: Database) -> None:
    """What is compiled belongs to a dialect, so the first engine of each kind lends both."""
    first = _FIRST.setdefault(database.is_sqlite, database.engine)
    for engine in (database.engine, database._reading):
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
