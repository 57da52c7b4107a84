"""Agents as those who administer them see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from polydesk.desk.columns import VALID
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import RIGHTS, Agent
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

_TABLE = Agent.metadata.tables["agent"]
_NAMES = ("id", "login", "email", "first_name", "last_name", "valid", "create_time", "change_time")
_SHOWN = tuple(_TABLE.c[name] for name in _NAMES)
_SEARCHED = ("login", "email", "first_name", "last_name")


@dataclass(frozen=True, slots=True)
class AgentRow:
    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    valid: int
    create_time: datetime
    change_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentFilter:
    """What is None is not asked for. `text` is looked for in login, names and address."""

    text: str | None = None
    is_valid: bool | None = None
    group_id: int | None = None


def list_agents(look: Look, wanted: AgentFilter, *, offset: int, limit: int) -> tuple[Sequence[AgentRow], int]:
    """By id, and how many there are in all."""
    conditions = _conditions(look, wanted)
    rows = select(*_SHOWN, func.count().over().label("total")).where(*conditions)
    found = look.connection.execute(rows.order_by(_TABLE.c.id).offset(offset).limit(limit)).all()
    if found or not offset:
        return [AgentRow(*row[: len(_SHOWN)]) for row in found], found[0].total if found else 0
    return [], look.connection.execute(select(func.count()).select_from(_TABLE).where(*conditions)).scalar_one()


def find_agent(look: Look, agent_id: int) -> AgentRow:
    """Raises NotFound."""
    if look.config(Directory).agents.get(agent_id) is None:
        raise NotFound("agent.not_found", id=agent_id)
    return AgentRow(*look.connection.execute(select(*_SHOWN).where(_TABLE.c.id == agent_id)).one())


def rights_by_group(look: Look, agent_id: int) -> dict[int, list[str]]:
    """From each group this agent has rights in, by a role or otherwise, to these rights."""
    agent = look.config(Directory).agents[agent_id]
    held = {group_id for groups in agent.rights.values() for group_id in groups}
    return {group_id: [right for right in RIGHTS if group_id in agent.rights[right]] for group_id in sorted(held)}


def _conditions(look: Look, wanted: AgentFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        text = wanted.text.lower()
        found.append(or_(*(func.lower(_TABLE.c[name]).contains(text, autoescape=True) for name in _SEARCHED)))
    if wanted.is_valid is not None:
        found.append(_TABLE.c.valid == VALID if wanted.is_valid else _TABLE.c.valid != VALID)
    if wanted.group_id is not None:
        agents = look.config(Directory).agents
        found.append(_TABLE.c.id.in_([one.id for one in agents if wanted.group_id in rights_by_group(look, one.id)]))
    return found
