"""Sessions of OTRS 7's API: one row per sign-in of a customer user, which the token names.

Ending the session is deleting the row, so that the token that names it is good no more.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from polydesk.desk.people.models import AccessToken
from polydesk.desk.people.sessions import password_version_of, person_behind, token_hash
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.errors import Conflict
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

KIND = "customer session"
USE_GRAIN = timedelta(seconds=60)
_TABLE = AccessToken.metadata.tables["access_token"]
_SHOWN = ("kind", "subject_kind", "subject", "create_time", "last_access", "remote_address", "password_version")
_BY_HANDLE = Prepared(select(*(_TABLE.c[name] for name in _SHOWN)).where(_TABLE.c.token_hash == bindparam("hash")))


def open_customer_session(
    work: Work, actor: CustomerActor, *, remote_address: str, client: str, is_interactive: bool
) -> str:
    """Write down a sign-in; what names it is returned. Raises Conflict where there are too many already."""
    _check_limits(work, actor)
    handle = secrets.token_urlsafe(24)
    row = insert(_TABLE).values(
        token_hash=token_hash(handle),
        kind=KIND,
        subject_kind="customer",
        subject=actor.login,
        create_time=work.now,
        last_access=work.now,
        expires_at=work.now + timedelta(seconds=work.config(Settings)["SessionMaxTime"]),
        remote_address=remote_address[:60],
        client=client[:250],
        password_version=password_version_of(work, actor),
        is_interactive=int(is_interactive),
    )
    work.connection.execute(row)
    return handle


def _check_limits(work: Work, actor: CustomerActor) -> None:
    """All customers' first, then this one's. Sessions that have run out do not count."""
    settings = work.config(Settings)
    idle_since = work.now - timedelta(seconds=settings["SessionMaxIdleTime"])
    alive = [_TABLE.c.kind == KIND, _TABLE.c.expires_at > work.now, _TABLE.c.last_access > idle_since]
    own = func.count().filter(_TABLE.c.subject == actor.login)
    everybody, mine = work.connection.execute(select(func.count(), own).where(*alive)).one()
    if 0 < settings["CustomerSessionLimit"] <= everybody:
        raise Conflict("session.limit")
    if 0 < settings["CustomerSessionPerUserLimit"] <= mine:
        raise Conflict("session.limit_per_user")


@dataclass(frozen=True, slots=True)
class CustomerSession:
    actor: CustomerActor
    is_stale: bool
    """Whether its last use is so long ago that this one is worth writing down."""


def find_customer_session(look: Look, handle: str, *, remote_address: str) -> CustomerSession | None:
    """Whose session this is, if it has not run out, comes from its own address, and its person is still valid."""
    row = next(iter(_BY_HANDLE.rows(look.connection, hash=token_hash(handle))), None)
    if row is None or row.kind != KIND:
        return None
    settings = look.config(Settings)
    if look.now - row.create_time >= timedelta(seconds=settings["SessionMaxTime"]):
        return None
    if look.now - row.last_access >= timedelta(seconds=settings["SessionMaxIdleTime"]):
        return None
    if settings["SessionCheckRemoteIP"] and row.remote_address != remote_address:
        return None
    actor = person_behind(look, row.subject_kind, row.subject, password_version=row.password_version)
    if not isinstance(actor, CustomerActor):
        return None
    return CustomerSession(actor, look.now - row.last_access >= USE_GRAIN)


def note_session_use(work: Work, handle: str) -> None:
    """Start the idle clock anew."""
    work.connection.execute(update(_TABLE).where(*_named(handle)).values(last_access=work.now))


def keep_customer_session(work: Work, handle: str, actor: CustomerActor) -> None:
    """Let this one go on after its person has changed the password, which ends all others."""
    version = password_version_of(work, actor)
    work.connection.execute(update(_TABLE).where(*_named(handle)).values(password_version=version))


def end_customer_session(work: Work, handle: str) -> None:
    work.connection.execute(delete(_TABLE).where(*_named(handle)))


def end_customer_sessions(work: Work, customer: CustomerActor) -> None:
    own = (_TABLE.c.subject_kind == "customer", func.lower(_TABLE.c.subject) == customer.login.lower())
    work.connection.execute(delete(_TABLE).where(*own, _TABLE.c.kind == KIND))


def _named(handle: str) -> tuple[ColumnElement[bool], ...]:
    return _TABLE.c.token_hash == token_hash(handle), _TABLE.c.kind == KIND
