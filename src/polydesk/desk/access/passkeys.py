"""The passkeys of agents: kept, listed, found by their id, taken away. How they are proved is in `passkey_proof`."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from polydesk.desk.access.sign_in_models import Passkey
from polydesk.desk.people.audit_sign_in import audit_factor
from polydesk.desk.people.directory import Directory
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Conflict, NotFound
from polydesk.kernel.work import Look, Work

MOST = 20
_HANDLE_BYTES = 32
_TABLE = Passkey.metadata.tables["passkey"]


@dataclass(frozen=True, slots=True)
class NewPasskey:
    credential_id: str
    public_key: str
    sign_count: int


@dataclass(frozen=True, slots=True)
class KnownPasskey:
    """One of a valid agent."""

    id: int
    agent: AgentActor
    name: str
    credential_id: str
    public_key: str
    user_handle: str
    sign_count: int


def list_passkeys(look: Look, agent: AgentActor) -> Sequence[AnyRow]:
    rows = select(_TABLE).where(_TABLE.c.agent_id == agent.id).order_by(_TABLE.c.id)
    return look.connection.execute(rows).all()


def has_passkey(look: Look, agent: AgentActor) -> bool:
    rows = select(_TABLE.c.id).where(_TABLE.c.agent_id == agent.id).limit(1)
    return look.connection.execute(rows).first() is not None


def user_handle_of(look: Look, agent: AgentActor) -> str:
    """By what authenticators know this agent: it says nothing about them, and stays the same with the next passkey."""
    rows = select(_TABLE.c.user_handle).where(_TABLE.c.agent_id == agent.id).limit(1)
    found: str | None = look.connection.execute(rows).scalar()
    return found or secrets.token_urlsafe(_HANDLE_BYTES)


def add_passkey(work: Work, agent: AgentActor, passkey: NewPasskey, *, name: str, user_handle: str) -> None:
    """Raises Conflict for one that is there already, and for one too many."""
    if len(list_passkeys(work, agent)) >= MOST:
        raise Conflict("passkey.too_many", most=MOST)
    same = select(_TABLE.c.id).where(_TABLE.c.credential_id == passkey.credential_id)
    if work.connection.execute(same).first() is not None:
        raise Conflict("passkey.exists")
    row = insert(_TABLE).values(
        agent_id=agent.id,
        name=name,
        credential_id=passkey.credential_id,
        public_key=passkey.public_key,
        user_handle=user_handle,
        sign_count=passkey.sign_count,
        create_time=work.now,
    )
    work.connection.execute(row)
    audit_factor(work, agent, "passkey_added", name=name)


def find_passkey(look: Look, credential_id: str) -> KnownPasskey | None:
    """None as well where its agent may not come in."""
    row = look.connection.execute(select(_TABLE).where(_TABLE.c.credential_id == credential_id)).first()
    agent = look.config(Directory).agents.get(row.agent_id) if row else None
    if row is None or agent is None or not agent.valid:
        return None
    actor = AgentActor(agent.id, agent.login)
    return KnownPasskey(row.id, actor, row.name, row.credential_id, row.public_key, row.user_handle, row.sign_count)


def note_passkey_use(work: Work, passkey: KnownPasskey, sign_count: int) -> bool:
    """Whether nobody else has used it since it was looked up."""
    is_it = (_TABLE.c.id == passkey.id, _TABLE.c.sign_count == passkey.sign_count)
    row = update(_TABLE).where(*is_it).values(sign_count=sign_count, last_use=work.now)
    return work.connection.execute(row).rowcount > 0


def remove_passkey(work: Work, agent: AgentActor, passkey_id: int) -> None:
    """Raises NotFound for one that is not this agent's."""
    is_it = (_TABLE.c.id == passkey_id, _TABLE.c.agent_id == agent.id)
    name = work.connection.execute(delete(_TABLE).where(*is_it).returning(_TABLE.c.name)).scalar()
    if name is None:
        raise NotFound("passkey", id=passkey_id)
    audit_factor(work, agent, "passkey_removed", name=name)


def remove_passkeys(work: Work, agent: AgentActor) -> None:
    for row in list_passkeys(work, agent):
        remove_passkey(work, agent, row.id)
