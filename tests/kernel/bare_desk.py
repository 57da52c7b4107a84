"""A desk with nothing but a database: what the kernel's jobs need of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from polydesk.kernel import clock
from polydesk.kernel.actors import SYSTEM
from polydesk.kernel.db import Database
from polydesk.kernel.events import Recorders
from polydesk.kernel.files import FileStore
from polydesk.kernel.snapshot import Snapshots
from polydesk.kernel.work import Work


@dataclass
class BareDesk:
    database: Database
    now: datetime

    def later(self, **span: float) -> datetime:
        return self.now + timedelta(**span)

    @contextmanager
    def work(self) -> Iterator[Work]:
        look = {"actor": SYSTEM, "now": self.now, "snapshots": Snapshots({}), "files": FileStore(Path("unused"))}
        with self.database.writing() as connection:
            work = Work(connection, recorders=Recorders({}), **look)
            yield work
            work.finish()


def bare_desk(database: Database) -> BareDesk:
    return BareDesk(database, clock.now())
