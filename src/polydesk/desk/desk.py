"""The desk: opens looks and works for an actor."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from polydesk.desk.identity_provider import IdentityProvider, NoIdentityProvider
from polydesk.desk.mail_office import MailOffice, NoMailOffice
from polydesk.desk.people.directory_server import DirectoryServer, NoDirectory
from polydesk.desk.poster import NoPoster, Poster
from polydesk.kernel import clock
from polydesk.kernel.actors import SYSTEM, Actor
from polydesk.kernel.db import Database
from polydesk.kernel.events import Recorders
from polydesk.kernel.files import FileStore
from polydesk.kernel.snapshot import Snapshots
from polydesk.kernel.work import Look, Work


class Desk:
    """Everything an edge needs of the desk; made once per process by the wiring."""

    def __init__(
        self,
        database: Database,
        files: FileStore,
        *,
        recorders: Recorders,
        configuration: Mapping[type, Callable[[Connection], Any]],
        now: Callable[[], datetime] = clock.now,
        domain_exists: Callable[[str], bool | None] = lambda _domain: None,
        people_server: DirectoryServer | None = None,
        webhook_poster: Poster | None = None,
        identity_provider: IdentityProvider | None = None,
        mail_office: Callable[["Desk"], MailOffice] = lambda _desk: NoMailOffice(),
    ) -> None:
        """`domain_exists` asks the world whether a mail domain is there; None if that cannot be said.

        `people_server` is the way to an LDAP directory, if one is joined; `webhook_poster` the one to receivers,
        `identity_provider` the one to an OpenID provider, `mail_office` that to mail servers, on behalf of
        administrators.
        """
        self.database = database
        self.files = files
        self.domain_exists = domain_exists
        self.people_server = people_server or NoDirectory()
        self.webhook_poster = webhook_poster or NoPoster()
        self.identity_provider = identity_provider or NoIdentityProvider()
        self._recorders = recorders
        self._snapshots = Snapshots(configuration)
        self._now = now
        self.mail_office = mail_office(self)

    @contextmanager
    def look(self, actor: Actor = SYSTEM) -> Iterator[Look]:
        """A consistent view in which nothing can be changed."""
        with self.database.reading() as connection:
            yield self._look(connection, actor)

    def open_look(self, actor: Actor = SYSTEM, *, origin: str = "") -> Look:
        """A look that stays open until `close_look`, for those who cannot hold it in a block."""
        return self._look(self.database.begin_reading(), actor, origin)

    def close_look(self, look: Look) -> None:
        self.database.end_reading(look.connection)

    def _look(self, connection: Connection, actor: Actor, origin: str = "") -> Look:
        return Look(
            connection, actor=actor, now=self._now(), snapshots=self._snapshots, files=self.files, origin=origin
        )

    @contextmanager
    def work(self, actor: Actor = SYSTEM, *, origin: str = "") -> Iterator[Work]:
        """A transaction: everything in it happens when the block ends, or nothing if it raises."""
        with self.database.writing() as connection:
            work = Work(
                connection,
                actor=actor,
                now=self._now(),
                snapshots=self._snapshots,
                files=self.files,
                recorders=self._recorders,
                origin=origin,
            )
            yield work
            work.finish()
