"""Secrets the desk makes for itself, such as the key of its signatures. They are in no dump and no log."""

import secrets

from sqlalchemy import Column, Connection, String, Table, insert, select

from polydesk.kernel.db import Base
from polydesk.kernel.work import Look, Work

_BYTES = 32

secret = Table(
    "secret",
    Base.metadata,
    Column("name", String(100), primary_key=True),
    Column("value", String(200), nullable=False),
)


def make_secret(work: Work, name: str) -> None:
    """Make it, unless it is there."""
    if _stored(work.connection, name) is None:
        work.connection.execute(insert(secret).values(name=name, value=secrets.token_hex(_BYTES)))


def find_secret(look: Look, name: str) -> bytes | None:
    value = _stored(look.connection, name)
    return None if value is None else bytes.fromhex(value)


def _stored(connection: Connection, name: str) -> str | None:
    return connection.execute(select(secret.c.value).where(secret.c.name == name)).scalar()
