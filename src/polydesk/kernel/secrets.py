"""Secrets the desk makes for itself, such as the key of its signatures, or is given. They are in no dump and no log."""

import secrets

from sqlalchemy import Column, Connection, String, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.kernel.db import Base
from polydesk.kernel.work import Look, Work

_BYTES = 32

secret = Table(
    "secret",
    Base.metadata,
    Column("name", String(100), primary_key=True),
    Column("value", String(4000), nullable=False),
)


def make_secret(work: Work, name: str) -> None:
    """Make it, unless it is there; of two who do so at once, one wins and both use what it made."""
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    made = insert(secret).values(name=name, value=secrets.token_hex(_BYTES))
    work.connection.execute(made.on_conflict_do_nothing())


def keep_secret(work: Work, name: str, value: bytes) -> None:
    """One that was given to the desk, instead of the one it had."""
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    given = insert(secret).values(name=name, value=value.hex())
    work.connection.execute(given.on_conflict_do_update(index_elements=["name"], set_={"value": value.hex()}))


def find_secret(look: Look, name: str) -> bytes | None:
    return stored_secret(look.connection, name)


def stored_secret(connection: Connection, name: str) -> bytes | None:
    value = connection.execute(select(secret.c.value).where(secret.c.name == name)).scalar()
    return None if value is None else bytes.fromhex(value)
