"""Sessions of browsers: one row per sign-in, found by the token in a cookie, ended by deletion.

Only the hash of the token is kept. Each has an id its person can see and end it by.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from polydesk.desk.people.models import AccessToken
from polydesk.desk.people.sessions import password_version_of, person_behind, token_hash
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

KIND = "web session"
USE_GRAIN = timedelta(seconds=60)
Person = AgentActor | CustomerActor
_TABLE = AccessToken.metadata.tables["access_token"]
_SHOWN = ("id", "kind", "subject_kind", "subject", "create_time", "last_access", "remote_address", "password_version")
_BY_TOKEN = Prepared(select(*(_TABLE.c[name] for name in _SHOWN)).where(_TABLE.c.token_hash == bindparam("hash")))


@dataclass(frozen=True, slots=True)
class WebSession:
    """`is_stale`: its last use is so long ago that this one is worth writing down."""

    id: int
    actor: Person
    is_stale: bool


def open_web_session(work: Work, person: Person, *, remote_address: str, client: str) -> str:
    """A new token with every sign-in, whatever the browser had before."""
    token = secrets.token_urlsafe(32)
    row = insert(_TABLE).values(
        token_hash=token_hash(token),
        kind=KIND,
        subject_kind=_kind(person),
        subject=person.login,
        create_time=work.now,
        last_access=work.now,
        expires_at=work.now + timedelta(seconds=work.config(Settings)["SessionMaxTime"]),
        remote_address=remote_address[:60],
        client=client[:250],
        password_version=password_version_of(work, person),
        is_interactive=1,
    )
    work.connection.execute(row)
    return token


def find_web_session(look: Look, token: str, *, remote_address: str) -> WebSession | None:
    """The session of this token, if it has not run out, comes from its own address, and its person is still valid."""
    row = next(iter(_BY_TOKEN.rows(look.connection, hash=token_hash(token))), None)
    if row is None or row.kind != KIND:
        return None
    settings = look.config(Settings)
    is_too_old = look.now - row.create_time >= timedelta(seconds=settings["SessionMaxTime"])
    if is_too_old or look.now - row.last_access >= timedelta(seconds=settings["SessionMaxIdleTime"]):
        return None
    if settings["SessionCheckRemoteIP"] and row.remote_address != remote_address:
        return None
    actor = person_behind(look, row.subject_kind, row.subject, password_version=row.password_version)
    return WebSession(row.id, actor, look.now - row.last_access >= USE_GRAIN) if actor else None


def note_web_session_use(work: Work, session_id: int) -> None:
    """Start the idle clock anew."""
    work.connection.execute(update(_TABLE).where(_TABLE.c.id == session_id).values(last_access=work.now))


def list_web_sessions(look: Look, person: Person) -> Sequence[AnyRow]:
    """All that have not run out, the one used last first."""
    rows = select(_TABLE).where(*_of(person), _TABLE.c.expires_at > look.now).order_by(_TABLE.c.last_access.desc())
    return look.connection.execute(rows).all()


def end_web_session(work: Work, person: Person, session_id: int) -> None:
    """Raises NotFound for one that is not this person's."""
    if not work.connection.execute(delete(_TABLE).where(_TABLE.c.id == session_id, *_of(person))).rowcount:
        raise NotFound("web_session", id=session_id)


def end_other_web_sessions(work: Work, person: Person, kept_id: int) -> None:
    work.connection.execute(delete(_TABLE).where(*_of(person), _TABLE.c.id != kept_id))


def keep_web_session(work: Work, person: Person, session_id: int) -> None:
    """Let this one go on after its person has changed the password, which ends all others."""
    version = password_version_of(work, person)
    work.connection.execute(
        update(_TABLE).where(_TABLE.c.id == session_id, *_of(person)).values(password_version=version)
    )


def form_token(session_token: str) -> str:
    """What proves that a form was made for this very session: nobody else knows the session's token."""
    return hmac.digest(session_token.encode(), b"form", "sha256").hex()


def is_form_token(session_token: str, sent: str) -> bool:
    return hmac.compare_digest(form_token(session_token).encode(), sent.encode("utf-8", "replace"))


def _of(person: Person) -> tuple[ColumnElement[bool], ...]:
    own = func.lower(_TABLE.c.subject) == person.login.lower()
    return _TABLE.c.kind == KIND, _TABLE.c.subject_kind == _kind(person), own


def _kind(person: Person) -> str:
    return "agent" if isinstance(person, AgentActor) else "customer"
