"""Keys that act as an agent. The key itself is shown once and kept nowhere."""

import hashlib
import secrets

from sqlalchemy import func, insert, select

from polydesk.desk.audit.record import audit
from polydesk.desk.columns import VALID
from polydesk.desk.people.models import Agent, ApiKey
from polydesk.kernel.actors import AgentActor, acting_agent_id
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from polydesk.kernel.work import Look, Work

_BYTES = 32
MAX_LABEL_LENGTH = 200


def create_api_key(work: Work, agent_login: str, label: str) -> str:
    """Make a key for this agent and return it. Labels are unique: they are how a key is found again."""
    if not label.strip() or len(label) > MAX_LABEL_LENGTH or "\0" in label:
        raise Invalid("api_key.label", label=label)
    same = func.lower(Agent.login) == agent_login.lower()
    agent_id = work.connection.execute(select(Agent.id).where(same)).scalar()
    if agent_id is None:
        raise NotFound("agent.not_found", login=agent_login)
    if work.connection.execute(select(ApiKey.id).where(ApiKey.label == label)).first():
        raise Conflict("api_key.label_taken", label=label)
    key = secrets.token_urlsafe(_BYTES)
    _insert(work, agent_id, label, key)
    audit(work, "api_key.create", "api_key", label, new={"agent_id": agent_id})
    work.configuration_changed()
    return key


def agent_of_key(look: Look, key: str) -> AgentActor | None:
    """The agent a key acts as, if both are valid."""
    usable = (ApiKey.key_hash == api_key_hash(key), ApiKey.valid == VALID, Agent.valid == VALID)
    row = select(Agent.id, Agent.login).join(ApiKey, ApiKey.agent_id == Agent.id).where(*usable)
    found = look.connection.execute(row).first()
    return AgentActor(found.id, found.login) if found else None


def api_key_hash(key: str) -> str:
    """What is stored of a key; keys are random and long, so one round of SHA-256 is enough."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _insert(work: Work, agent_id: int, label: str, key: str) -> None:
    actor = acting_agent_id(work.actor)
    work.connection.execute(
        insert(ApiKey).values(
            label=label,
            key_hash=api_key_hash(key),
            agent_id=agent_id,
            create_time=work.now,
            create_by=actor,
            change_time=work.now,
            change_by=actor,
        )
    )
