"""Adds an agent."""

from dataclasses import asdict, dataclass

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.audit.record import audit
from polydesk.desk.columns import VALID
from polydesk.desk.people.agent_values import check_email, check_groups, check_login, check_validity
from polydesk.desk.people.models import Agent, AgentRight
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Work

_TABLE = Agent.metadata.tables["agent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgent:
    """In each of the groups with all rights."""

    login: str
    password_hash: str
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    valid: int = VALID
    group_ids: tuple[int, ...] = ()


def create_agent(work: Work, agent: NewAgent) -> int:
    """Their id. Raises Invalid for values no agent may have, Conflict for a login or an address somebody has."""
    check_login(work, agent.login)
    check_email(work, agent.email)
    check_groups(work, agent.group_ids)
    check_validity(agent.valid)
    agent_id = _insert(work, agent)
    add_to_groups(work, agent_id, agent.group_ids)
    shown = {name: value for name, value in asdict(agent).items() if name != "password_hash"}
    audit(work, "user.create", "user", agent_id, new=shown)
    work.configuration_changed()
    return agent_id


def add_to_groups(work: Work, agent_id: int, group_ids: tuple[int, ...]) -> None:
    if group_ids:
        rows = [{"agent_id": agent_id, "group_id": one, "right": "rw"} for one in sorted(set(group_ids))]
        work.connection.execute(insert(AgentRight), rows)


def _insert(work: Work, agent: NewAgent) -> int:
    author = acting_agent_id(work.actor)
    values = {name: value for name, value in asdict(agent).items() if name != "group_ids"}
    stamps = {"create_time": work.now, "create_by": author, "change_time": work.now, "change_by": author}
    made = (sqlite.insert if work.is_sqlite else postgresql.insert)(_TABLE).values(**values, **stamps)
    agent_id: int | None = work.connection.execute(made.on_conflict_do_nothing().returning(_TABLE.c.id)).scalar()
    if agent_id is None:  # somebody was faster
        raise Conflict("agent.login_taken", login=agent.login)
    return agent_id
