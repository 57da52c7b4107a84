"""Token pairs: one sign-in is one row, which its access tokens and its one current refresh token point to.

Ending the sign-in is deleting the row, so that nothing that was signed for it is good any more.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from polydesk.desk.people.models import AccessToken
from polydesk.desk.people.sessions import password_version_of, person_behind, token_hash
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.work import Look, Work

KIND = "pair"
_TABLE = AccessToken.metadata.tables["access_token"]
_SHOWN = ("id", "kind", "subject_kind", "subject", "expires_at", "password_version", "refresh_hash")
_BY_HANDLE = Prepared(select(*(_TABLE.c[name] for name in _SHOWN)).where(_TABLE.c.token_hash == bindparam("hash")))


@dataclass(frozen=True, slots=True)
class Pair:
    """`handle` names the sign-in in all its tokens, `refresh` is what only the current refresh token carries."""

    handle: str
    refresh: str


@dataclass(frozen=True, slots=True)
class SignIn:
    id: int
    actor: AgentActor | CustomerActor
    refresh_hash: str


def open_pair(
    work: Work, actor: AgentActor | CustomerActor, *, lifetime: timedelta, remote_address: str, client: str
) -> Pair:
    """Write down a sign-in that ends by itself after `lifetime`, unless its tokens are renewed."""
    pair = Pair(secrets.token_urlsafe(24), secrets.token_urlsafe(24))
    row = insert(_TABLE).values(
        token_hash=token_hash(pair.handle),
        kind=KIND,
        subject_kind=subject_kind(actor),
        subject=actor.login,
        create_time=work.now,
        last_access=work.now,
        expires_at=work.now + lifetime,
        remote_address=remote_address[:60],
        client=client[:250],
        password_version=password_version_of(work, actor),
        refresh_hash=token_hash(pair.refresh),
    )
    work.connection.execute(row)
    return pair


def find_sign_in(look: Look, handle: str) -> SignIn | None:
    """The sign-in of this handle, if it has not ended and its person may still come in."""
    row = next(iter(_BY_HANDLE.rows(look.connection, hash=token_hash(handle))), None)
    if row is None or row.kind != KIND or _is_over(row.expires_at, look.now):
        return None
    actor = person_behind(look, row.subject_kind, row.subject, password_version=row.password_version)
    return SignIn(row.id, actor, row.refresh_hash or "") if actor else None


def renew_pair(work: Work, handle: str, refresh: str, *, lifetime: timedelta) -> tuple[SignIn, Pair] | None:
    """A new refresh token for the old one, which is good no more.

    One that was replaced before ends the whole sign-in: either its owner or a thief has the newer one.
    """
    found = find_sign_in(work, handle)
    if found is None:
        return None
    pair = Pair(handle, secrets.token_urlsafe(24))
    renewed = (
        update(_TABLE)
        .where(_TABLE.c.id == found.id, _TABLE.c.refresh_hash == token_hash(refresh))
        .values(refresh_hash=token_hash(pair.refresh), last_access=work.now, expires_at=work.now + lifetime)
    )
    if work.connection.execute(renewed).rowcount == 0:
        end_pair(work, handle)
        return None
    return found, pair


def end_pair(work: Work, handle: str) -> None:
    work.connection.execute(delete(_TABLE).where(_TABLE.c.token_hash == token_hash(handle), _TABLE.c.kind == KIND))


def end_all_pairs(work: Work, actor: AgentActor | CustomerActor, *, but: str | None = None) -> None:
    """All sign-ins of this person, but for the one of this handle."""
    others = [_TABLE.c.subject_kind == subject_kind(actor), _TABLE.c.subject == actor.login, _TABLE.c.kind == KIND]
    if but is not None:
        others.append(_TABLE.c.token_hash != token_hash(but))
    work.connection.execute(delete(_TABLE).where(*others))


def keep_pair(work: Work, handle: str, actor: AgentActor | CustomerActor) -> None:
    """Let this sign-in go on after its person has changed the password, which ends all others."""
    mine = [_TABLE.c.token_hash == token_hash(handle), _TABLE.c.kind == KIND]
    version = password_version_of(work, actor)
    work.connection.execute(update(_TABLE).where(*mine).values(password_version=version))


def subject_kind(actor: AgentActor | CustomerActor) -> str:
    return "agent" if isinstance(actor, AgentActor) else "customer"


def _is_over(expires_at: datetime | None, now: datetime) -> bool:
    return expires_at is not None and expires_at <= now
