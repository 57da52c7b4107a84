"""Sessions that end by idling: one row per sign-in of one kind, found by its token, ended by deletion.

Only the hash of the token is kept. Each has an id its person can see and end it by.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from polydesk.desk.people.models import AccessToken
from polydesk.desk.people.sessions import password_version_of, person_behind, token_hash
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

USE_GRAIN = timedelta(seconds=60)
_TOKEN_BYTES = 32
Person = AgentActor | CustomerActor
_TABLE = AccessToken.metadata.tables["access_token"]
_SHOWN = ("id", "kind", "subject_kind", "subject", "create_time", "last_access", "expires_at", "remote_address")
_COLUMNS = (*_SHOWN, "password_version", "refresh_hash", "signed_in_by")
_BY_TOKEN = Prepared(select(*(_TABLE.c[name] for name in _COLUMNS)).where(_TABLE.c.token_hash == bindparam("hash")))


@dataclass(frozen=True, slots=True)
class Session:
    """`is_stale`: its last use is so long ago that this one is worth writing down."""

    id: int
    actor: Person
    is_stale: bool
    signed_in_by: str


@dataclass(frozen=True, slots=True)
class Sessions:
    """All of one kind, by the word that stands in their rows."""

    kind: str

    def open(
        self,
        work: Work,
        person: Person,
        *,
        remote_address: str,
        client: str,
        lifetime: timedelta | None = None,
        is_interactive: bool = True,
        signed_in_by: str = "",
        refresh_hash: str | None = None,
    ) -> str:
        """A new token with every sign-in. Without a `lifetime` of its own it is that of the desk's setting."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        longest = timedelta(seconds=work.config(Settings)["SessionMaxTime"])
        row = insert(_TABLE).values(
            token_hash=token_hash(token),
            kind=self.kind,
            subject_kind=subject_kind(person),
            subject=person.login,
            create_time=work.now,
            last_access=work.now,
            expires_at=work.now + (lifetime or longest),
            remote_address=remote_address[:60],
            client=client[:250],
            password_version=password_version_of(work, person),
            is_interactive=int(is_interactive),
            signed_in_by=signed_in_by,
            refresh_hash=refresh_hash,
        )
        work.connection.execute(row)
        return token

    def find(self, look: Look, token: str, *, remote_address: str) -> Session | None:
        """The one of this token, if it has not run out, comes from its own address, and its person is still valid."""
        row = self.row(look, token)
        if row is None:
            return None
        settings = look.config(Settings)
        is_too_old = look.now - row.create_time >= timedelta(seconds=settings["SessionMaxTime"])
        if is_too_old or look.now - row.last_access >= timedelta(seconds=settings["SessionMaxIdleTime"]):
            return None
        if settings["SessionCheckRemoteIP"] and row.remote_address != remote_address:
            return None
        actor = person_behind(look, row.subject_kind, row.subject, password_version=row.password_version)
        return Session(row.id, actor, look.now - row.last_access >= USE_GRAIN, row.signed_in_by) if actor else None

    def row(self, look: Look, token: str) -> AnyRow | None:
        """As it is stored, whether it is over or not."""
        found = next(iter(_BY_TOKEN.rows(look.connection, hash=token_hash(token))), None)
        return found if found is not None and found.kind == self.kind else None

    def note_use(self, work: Work, token: str) -> None:
        """Start the idle clock anew."""
        work.connection.execute(update(_TABLE).where(*self._named(token)).values(last_access=work.now))

    def renew(self, work: Work, token: str, refresh_hash: str, new_hash: str, expires_at: datetime) -> bool:
        """Whether the old refresh token was still the one that is good."""
        row = update(_TABLE).where(*self._named(token), _TABLE.c.refresh_hash == refresh_hash)
        changed = row.values(refresh_hash=new_hash, last_access=work.now, expires_at=expires_at)
        return work.connection.execute(changed).rowcount > 0

    def keep(self, work: Work, person: Person, token: str) -> None:
        """Let this one go on after its person has changed the password, which ends all others."""
        version = password_version_of(work, person)
        work.connection.execute(update(_TABLE).where(*self._named(token)).values(password_version=version))

    def list_of(self, look: Look, person: Person) -> Sequence[AnyRow]:
        """All that have not run out, the one used last first."""
        alive = (*self._of(person), _TABLE.c.expires_at > look.now)
        return look.connection.execute(select(_TABLE).where(*alive).order_by(_TABLE.c.last_access.desc())).all()

    def count(self, look: Look, person: Person) -> tuple[int, int]:
        """How many have not run out: of all people, and of this one."""
        idle_since = look.now - timedelta(seconds=look.config(Settings)["SessionMaxIdleTime"])
        alive = (_TABLE.c.kind == self.kind, _TABLE.c.expires_at > look.now, _TABLE.c.last_access > idle_since)
        own = func.count().filter(_TABLE.c.subject_kind == subject_kind(person), _TABLE.c.subject == person.login)
        everybody, mine = look.connection.execute(select(func.count(), own).where(*alive)).one()
        return everybody, mine

    def end(self, work: Work, token: str) -> None:
        work.connection.execute(delete(_TABLE).where(*self._named(token)))

    def end_one_of(self, work: Work, person: Person, session_id: int) -> None:
        """Raises NotFound for one that is not this person's."""
        if not work.connection.execute(delete(_TABLE).where(_TABLE.c.id == session_id, *self._of(person))).rowcount:
            raise NotFound("session", id=session_id)

    def end_all_of(self, work: Work, person: Person, *, but: str | None = None) -> None:
        """All of this person, but for the one of this token."""
        others = (_TABLE.c.token_hash != token_hash(but),) if but is not None else ()
        work.connection.execute(delete(_TABLE).where(*self._of(person), *others))

    def _named(self, token: str) -> tuple[ColumnElement[bool], ...]:
        return _TABLE.c.token_hash == token_hash(token), _TABLE.c.kind == self.kind

    def _of(self, person: Person) -> tuple[ColumnElement[bool], ...]:
        own = func.lower(_TABLE.c.subject) == person.login.lower()
        return _TABLE.c.kind == self.kind, _TABLE.c.subject_kind == subject_kind(person), own


WEB_SESSIONS = Sessions("web session")
"""Of browsers, which keep the token in a cookie."""


def subject_kind(person: Person) -> str:
    return "agent" if isinstance(person, AgentActor) else "customer"
