"""Changes an agent."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update

from polydesk.desk.audit.record import audit
from polydesk.desk.columns import INVALID, VALID
from polydesk.desk.people.agent_values import check_email, check_groups, check_validity
from polydesk.desk.people.agents import AgentRow, find_agent, rights_by_group
from polydesk.desk.people.create_agent import add_to_groups
from polydesk.desk.people.end_access import end_access, revoke_tokens
from polydesk.desk.people.models import Agent, AgentRight
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor, acting_agent_id
from polydesk.kernel.errors import Forbidden
from polydesk.kernel.work import Work

_COLUMNS = ("email", "first_name", "last_name", "valid")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentChange:
    """What is None stays as it is. `group_ids` replace all rights the agent has but those of roles."""

    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    valid: int | None = None
    password_hash: str | None = None
    group_ids: tuple[int, ...] | None = None


def change_agent(work: Work, agent_id: int, change: AgentChange) -> None:
    """Raises NotFound, Invalid, Conflict for an address somebody has, and Forbidden for invalidating the system's own.

    Whoever is made invalid is out at once and for good: sessions end and tokens are revoked. A new password does the
    same, but for a session that is taken over to it.
    """
    agent = find_agent(work, agent_id)
    _check(work, agent, change)
    given = {name: getattr(change, name) for name in _COLUMNS}
    different = {name: value for name, value in given.items() if value not in (None, getattr(agent, name))}
    old = {name: getattr(agent, name) for name in different}
    new: dict[str, Any] = dict(different)
    if change.group_ids is not None:
        old["group_ids"], new["group_ids"] = list(rights_by_group(work, agent_id)), sorted(set(change.group_ids))
        work.connection.execute(delete(AgentRight).where(AgentRight.agent_id == agent_id))
        add_to_groups(work, agent_id, change.group_ids)
    if change.password_hash is not None:
        new["password"] = "changed"  # noqa: S105  the word, not a password
        different |= {"password_hash": change.password_hash, "password_version": Agent.password_version + 1}
    stamps = {"change_time": work.now, "change_by": acting_agent_id(work.actor)}
    work.connection.execute(update(Agent).where(Agent.id == agent_id).values(**different, **stamps))
    person = AgentActor(agent_id, agent.login)
    if different.get("valid", VALID) != VALID:
        end_access(work, person)
    elif change.password_hash is not None:
        revoke_tokens(work, person)
    audit(work, "user.update", "user", agent_id, old=old, new=new)
    work.configuration_changed()


def delete_agent(work: Work, agent_id: int) -> None:
    """Make invalid; the row stays, since old tickets point to it. Raises NotFound or Forbidden."""
    find_agent(work, agent_id)
    if isinstance(work.actor, AgentActor) and work.actor.id == agent_id:
        raise Forbidden("agent.yourself", id=agent_id)
    change_agent(work, agent_id, AgentChange(valid=INVALID))


def _check(work: Work, agent: AgentRow, change: AgentChange) -> None:
    if change.valid is not None:
        check_validity(change.valid)
        if agent.id == SYSTEM_AGENT_ID and change.valid != VALID:
            raise Forbidden("agent.system", id=agent.id)
    if change.email is not None:
        check_email(work, change.email, agent_id=agent.id)
    if change.group_ids is not None:
        check_groups(work, change.group_ids)
