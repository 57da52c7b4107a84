"""Look and Work: what an operation gets to read with, and to change with.

The edge opens exactly one per request, message or job. Operations compose inside and never commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from polydesk.kernel.actors import Actor
from polydesk.kernel.events import Event, Recorders
from polydesk.kernel.files import FileStore
from polydesk.kernel.prepared import insert_into
from polydesk.kernel.snapshot import Snapshot, Snapshots

T = TypeVar("T")


class Look:
    """One consistent view of the desk for one actor."""

    def __init__(
        self,
        connection: Connection,
        *,
        actor: Actor,
        now: datetime,
        snapshots: Snapshots,
        files: FileStore,
        origin: str = "",
    ) -> None:
        """`origin` is the address the actor comes from, empty where there is none."""
        self.connection = connection
        self.actor = actor
        self.origin = origin
        self.now = now
        self.files = files
        self._snapshots = snapshots
        self._snapshot: Snapshot | None = None

    @cached_property
    def session(self) -> Session:
        """ORM access in this transaction, for operations that change rows they have loaded."""
        return Session(bind=self.connection, autoflush=False, expire_on_commit=False)

    def acting(self, actor: Actor) -> Self:
        """The same view through the eyes of another actor."""
        if actor is self.actor or actor == self.actor:
            return self
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__, actor=actor)
        return other

    def config(self, kind: type[T]) -> T:
        """A part of the configuration (settings, catalogue, …) as of this transaction, from memory if it can be."""
        snapshot = self._snapshot
        if snapshot is None:
            snapshot = self._snapshot = self._snapshots.current(self.connection)
        part: T = snapshot[kind]
        return part

    @property
    def is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"


class Work(Look):
    """A Look that can change things and record what it changed."""

    def __init__(self, connection: Connection, *, recorders: Recorders, **look: Any) -> None:
        super().__init__(connection, **look)
        self._recorders = recorders
        self._rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._at_end: list[Callable[[Work], None]] = []
        self._at_last: list[Callable[[Work], None]] = []

    def record(self, event: Event) -> None:
        """Let history, search, notifications and outbox hear of it, in this transaction."""
        self._recorders(self, event)

    def write(self, table: Table, **row: Any) -> None:
        """Insert a row at the end of this work, in one statement with its siblings, which all give the same columns."""
        self._rows[table].append(row)

    def at_end(self, action: Callable[[Work], None]) -> None:
        """Run once, when the operation has done everything else."""
        self._at_end.append(action)

    def at_last(self, action: Callable[[Work], None]) -> None:
        """Run once all changes were sent to the database: for what takes a lock for which all others wait."""
        self._at_last.append(action)

    def flush(self) -> None:
        """Send every pending change to the database; the transaction stays open."""
        if "session" in self.__dict__:
            self.session.flush()
        rows = dict(self._rows)
        self._rows.clear()  # not replaced: whoever acts as somebody else in this work writes into the same
        for table, values in rows.items():
            insert_into(table, frozenset(values[0])).run(self.connection, values)

    def finish(self) -> None:
        """Called by the desk before it commits."""
        while self._at_end:
            self._at_end.pop(0)(self)
        self.flush()
        while self._at_last:
            self._at_last.pop(0)(self)

    def configuration_changed(self) -> None:
        """Every process drops its copy of the configuration once this work is committed."""
        self._snapshots.bump(self.connection)
        self._snapshot = self._snapshots.uncommitted(self.connection)
