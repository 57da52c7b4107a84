"""The configuration in memory, valid as long as a version number in the database has not moved.

Queues, states, agents, rights and settings are read by every request and change once a week. Every transaction asks
for the version (one indexed row), so a change is seen by the next request in every process.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, select, update

from polydesk.kernel.db import Base
from polydesk.kernel.prepared import Prepared

config_version = Table(
    "config_version", Base.metadata, Column("id", Integer, primary_key=True), Column("version", Integer, nullable=False)
)

_CURRENT = Prepared(select(config_version.c.version).where(config_version.c.id == 1))
_BUMP = update(config_version).where(config_version.c.id == 1).values(version=config_version.c.version + 1)


Snapshot = Mapping[type, Any]
"""The parts of the configuration by their class."""


class Snapshots:
    """Keeps the newest snapshot; the loaders build its parts from the database."""

    def __init__(self, loaders: Mapping[type, Callable[[Connection], Any]]) -> None:
        self._loaders = loaders
        self._kept: tuple[int, Snapshot] | None = None

    def current(self, connection: Connection) -> Snapshot:
        [(version,)] = _CURRENT.rows(connection)
        kept = self._kept
        if kept is None or kept[0] != version:
            kept = (version, {kind: load(connection) for kind, load in self._loaders.items()})
            self._kept = kept
        return kept[1]

    def uncommitted(self, connection: Connection) -> Snapshot:
        """As seen by a transaction that has changed the configuration itself; never kept, as it may roll back.

        Of a large desk each part takes its time, while nobody else may write: only what is asked for is loaded.
        """
        return _AsAsked(self._loaders, connection)

    def bump(self, connection: Connection) -> None:
        connection.execute(_BUMP)


class _AsAsked(dict[type, Any]):
    def __init__(self, loaders: Mapping[type, Callable[[Connection], Any]], connection: Connection) -> None:
        super().__init__()
        self._loaders, self._connection = loaders, connection

    def __missing__(self, kind: type) -> Any:
        part = self[kind] = self._loaders[kind](self._connection)
        return part
