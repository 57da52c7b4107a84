"""Tokens of integrations: made once, shown once, limited to scopes, good until they expire or are revoked."""

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select, update

from polydesk.desk.access.sessions import subject_kind
from polydesk.desk.audit.record import audit
from polydesk.desk.people.models import ApiToken
from polydesk.desk.people.sessions import person_behind, token_hash
from polydesk.kernel.actors import AgentActor, CustomerActor, acting_agent_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work

MARK = "gf_"
SCOPES = {
    "*": "Everything the owner may do",
    "tickets:read": "Read tickets",
    "tickets:write": "Create and change tickets",
    "tickets:delete": "Archive tickets",
    "articles:read": "Read articles and attachments",
    "articles:write": "Add articles",
    "users:read": "Read agents and customers",
    "users:write": "Change one's own profile, preferences and password",
    "queues:read": "Read queues",
    "admin:*": "Administration",
}
USED_GRAIN = timedelta(minutes=1)
"""The time of use is written down no more often than this."""
_TABLE = ApiToken.metadata.tables["api_token"]
_BY_HASH = Prepared(select(_TABLE).where(_TABLE.c.token_hash == bindparam("hash")))


@dataclass(frozen=True, slots=True)
class TokenOwner:
    id: int
    actor: AgentActor | CustomerActor
    scopes: frozenset[str]
    used: bool
    """Whether its last use was written down a moment ago."""


@dataclass(frozen=True, slots=True)
class TokenEntry:
    """What may be shown of a token."""

    id: int
    name: str
    prefix: str
    scopes: tuple[str, ...]
    create_time: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    is_active: bool
    subject_kind: str
    subject: str
    """Whom it acts for."""


def is_api_token(text: str) -> bool:
    return text.startswith(MARK)


def create_api_token(
    work: Work,
    owner: AgentActor | CustomerActor,
    *,
    name: str,
    scopes: Collection[str] = (),
    expires_at: datetime | None = None,
) -> tuple[int, str]:
    """Its id and the token itself, which is kept nowhere. Raises Invalid for a bad name or an unknown scope."""
    if not 1 <= len(name.strip()) <= 100 or name != storable(name):
        raise Invalid("api_token.name", name=name)
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        raise Invalid("api_token.scope", scope=unknown[0])
    prefix = secrets.token_hex(4)
    token = f"{MARK}{prefix}_{secrets.token_hex(28)}"
    row = insert(_TABLE).values(
        name=name.strip(),
        prefix=prefix,
        token_hash=token_hash(token),
        scopes=json.dumps(sorted(set(scopes))),
        subject_kind=subject_kind(owner),
        subject=owner.login,
        create_time=work.now,
        create_by=acting_agent_id(work.actor),
        expires_at=expires_at,
    )
    token_id: int = work.connection.execute(row.returning(_TABLE.c.id)).scalar_one()
    shown = {"name": name.strip(), "prefix": prefix, "scopes": sorted(set(scopes)), "owner": owner.login}
    audit(work, "token.create", "api_token", token_id, new=shown)
    return token_id, token


def owner_of_token(look: Look, token: str) -> TokenOwner | None:
    """Whom the token acts for, if it is good and they are still valid."""
    row = next(iter(_BY_HASH.rows(look.connection, hash=token_hash(token))), None)
    if row is None or row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= look.now):
        return None
    actor = person_behind(look, row.subject_kind, row.subject)
    used = row.last_used_at is not None and look.now - row.last_used_at < USED_GRAIN
    return TokenOwner(row.id, actor, frozenset(json.loads(row.scopes)), used) if actor else None


def note_token_use(work: Work, token_id: int) -> None:
    work.connection.execute(update(_TABLE).where(_TABLE.c.id == token_id).values(last_used_at=work.now))


def list_api_tokens(
    look: Look, owner: AgentActor | CustomerActor | None = None, *, offset: int = 0, limit: int | None = None
) -> list[TokenEntry]:
    """Those of this person, or all; newest first."""
    rows = select(_TABLE).order_by(_TABLE.c.id.desc()).offset(offset).limit(limit)
    if owner is not None:
        rows = rows.where(_TABLE.c.subject_kind == subject_kind(owner), _TABLE.c.subject == owner.login)
    return [_entry(row, look.now) for row in look.connection.execute(rows)]


def find_api_token(look: Look, token_id: int) -> TokenEntry:
    """Raises NotFound."""
    row = look.connection.execute(select(_TABLE).where(_TABLE.c.id == token_id)).first()
    if row is None:
        raise NotFound("api_token", id=token_id)
    return _entry(row, look.now)


def _entry(row: AnyRow, now: datetime) -> TokenEntry:
    return TokenEntry(
        id=row.id,
        name=row.name,
        prefix=row.prefix,
        scopes=tuple(json.loads(row.scopes)),
        create_time=row.create_time,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        is_active=row.revoked_at is None and (row.expires_at is None or row.expires_at > now),
        subject_kind=row.subject_kind,
        subject=row.subject,
    )


def revoke_api_token(work: Work, token_id: int, *, owner: AgentActor | CustomerActor | None = None) -> None:
    """Raises NotFound if there is none, or it is not this person's."""
    mine = [_TABLE.c.id == token_id, _TABLE.c.revoked_at.is_(None)]
    if owner is not None:
        mine += [_TABLE.c.subject_kind == subject_kind(owner), _TABLE.c.subject == owner.login]
    if work.connection.execute(update(_TABLE).where(*mine).values(revoked_at=work.now)).rowcount == 0:
        raise NotFound("api_token", id=token_id)
    audit(work, "token.revoke", "api_token", token_id)
