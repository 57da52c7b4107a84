"""Statements compiled for one database are used for the next: each test has an engine, which would begin anew."""

from typing import Any

import pytest
from sqlalchemy import Engine

from polydesk.kernel.db import Database

MOST_STATEMENTS = 5000
"""Of all tests; the tenth of that, which an engine keeps by itself, is for one desk."""
_FIRST: dict[bool, Engine] = {}


def compile_once(patch: pytest.MonkeyPatch) -> None:
    """From the first connection on: one that is kept goes on with the dialect it was made with."""
    make = Database.__init__

    def make_and_share(self: Database, *given: Any, **named: Any) -> None:
        make(self, *given, **named)
        _share(self)

    patch.setattr(Database, "__init__", make_and_share)


def _share(database: Database) -> None:
    """What is compiled belongs to a dialect, so the first engine of each kind lends both."""
    first = _FIRST.setdefault(database.is_sqlite, database.engine)
    first._compiled_cache.capacity = MOST_STATEMENTS  # type: ignore[union-attr]
    for engine in (database.engine, database._reading):
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
