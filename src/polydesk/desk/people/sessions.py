"""Sessions: made at sign-in, found by their token, ended by deletion.

Only the SHA-256 of a token is kept, so a stolen database opens no session.
"""

import hashlib
import secrets
import string
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select

from polydesk.desk.people.customers import valid_customer
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import AccessToken, CustomerUser
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

_TABLE = AccessToken.metadata.tables["access_token"]
_ALPHABET = string.ascii_letters + string.digits
KIND = "session"
_SHOWN = ("kind", "subject_kind", "subject", "create_time", "remote_address", "client", "password_version")
_BY_TOKEN = Prepared(select(*(_TABLE.c[name] for name in _SHOWN)).where(_TABLE.c.token_hash == bindparam("hash")))


@dataclass(frozen=True, slots=True)
class Session:
    actor: AgentActor | CustomerActor
    create_time: datetime
    remote_address: str
    client: str


def new_token() -> str:
    """32 letters and digits, as the sessions of OTOBO have: 190 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(32))


def new_numeric_token() -> str:
    """A session id for those who were told it is a number: 128 random bits in decimal digits."""
    return str(secrets.randbits(128) | 1 << 127)


def open_session(
    work: Work, actor: AgentActor | CustomerActor, *, token: str, remote_address: str, client: str
) -> None:
    kind = "agent" if isinstance(actor, AgentActor) else "customer"
    row = insert(_TABLE).values(
        token_hash=token_hash(token),
        kind=KIND,
        subject_kind=kind,
        subject=actor.login,
        create_time=work.now,
        last_access=work.now,
        remote_address=remote_address[:60],
        client=client[:250],
        password_version=password_version_of(work, actor),
    )
    work.connection.execute(row)


def find_session(look: Look, token: str, *, remote_address: str) -> Session | None:
    """The session of this token, if it has not run out, comes from its own address, and its person is still valid."""
    row = next(iter(_BY_TOKEN.rows(look.connection, hash=token_hash(token))), None)
    if row is None or row.kind != KIND or _has_run_out(look, row.create_time):
        return None
    if look.config(Settings)["SessionCheckRemoteIP"] and row.remote_address != remote_address:
        return None
    actor = person_behind(look, row.subject_kind, row.subject, password_version=row.password_version)
    return Session(actor, row.create_time, row.remote_address, row.client) if actor else None


def person_behind(
    look: Look, kind: str, login: str, *, password_version: int | None = None
) -> AgentActor | CustomerActor | None:
    """The person a session or token was given to, if they are still valid and have the password they had then."""
    if kind != "agent":
        return valid_customer(look, login, password_version=password_version)
    entry = look.config(Directory).agents.named(login)
    if entry is None or not entry.valid or password_version not in (None, entry.password_version):
        return None
    return AgentActor(entry.id, entry.login)


def end_session(work: Work, token: str) -> bool:
    """Whether there was such a session."""
    return work.connection.execute(delete(_TABLE).where(_TABLE.c.token_hash == token_hash(token))).rowcount > 0


def _has_run_out(look: Look, create_time: datetime) -> bool:
    """Web service requests never refresh the idle clock, so whichever limit is shorter counts from the start."""
    settings = look.config(Settings)
    limit = min(settings["SessionMaxIdleTime"], settings["SessionMaxTime"])
    return look.now - create_time >= timedelta(seconds=limit)


def password_version_of(look: Look, actor: AgentActor | CustomerActor) -> int:
    """Sessions remember it, and end when it has grown."""
    if isinstance(actor, AgentActor):
        return look.config(Directory).agents[actor.id].password_version
    row = select(CustomerUser.password_version).where(func.lower(CustomerUser.login) == actor.login.lower())
    return look.connection.execute(row).scalar_one()


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
