"""Who belongs to what: the rights in a group, the agents of a role, the customers of a company, one's own account."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, or_, select, union_all

from polydesk.desk.columns import VALID
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import RIGHTS, Agent, AgentRight, CustomerUser, Role, RoleAgent, RoleRight
from polydesk.kernel.clock import from_epoch
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

MOST = 50
AGENT, ROLE = "agent", "role"


@dataclass(frozen=True, slots=True)
class Holder:
    """Of rights in a group. `kind` is agent or role."""

    kind: str
    id: int
    name: str
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgentAccount:
    last_login: datetime | None
    is_away: bool
    is_of_directory: bool
    groups: dict[str, tuple[str, ...]]
    """From each group to the rights in it, by a role or otherwise."""


def list_holders(look: Look, group_id: int) -> list[Holder]:
    """Roles first, each by name. Agents who have a right by a role only are not named."""
    agents = select(literal(AGENT).label("kind"), Agent.id, Agent.login.label("name"), AgentRight.right)
    roles = select(literal(ROLE), Role.id, Role.name, RoleRight.right)
    rows = union_all(
        agents.join(AgentRight, AgentRight.agent_id == Agent.id).where(
            AgentRight.group_id == group_id, Agent.valid == VALID
        ),
        roles.join(RoleRight, RoleRight.role_id == Role.id).where(RoleRight.group_id == group_id, Role.valid == VALID),
    )
    held: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for kind, row_id, name, right in look.connection.execute(rows):
        held[kind, row_id, name].add(right)
    holders = [Holder(*key, tuple(one for one in RIGHTS if one in rights)) for key, rights in held.items()]
    return sorted(holders, key=lambda one: (one.kind != ROLE, one.name.lower()))


def list_agents_of_role(look: Look, role_id: int) -> Sequence[AnyRow]:
    """Valid ones, with `id`, `login`, `first_name` and `last_name`."""
    columns = (Agent.id, Agent.login, Agent.first_name, Agent.last_name)
    rows = select(*columns).join(RoleAgent, RoleAgent.agent_id == Agent.id).where(RoleAgent.role_id == role_id)
    return look.connection.execute(rows.where(Agent.valid == VALID).order_by(Agent.login)).all()


def list_customers_of(look: Look, customer_id: str) -> tuple[Sequence[AnyRow], int]:
    """The first by login, and how many there are, whether in use or not."""
    columns = (CustomerUser.id, CustomerUser.login, CustomerUser.first_name, CustomerUser.last_name, CustomerUser.email)
    rows = select(*columns, CustomerUser.valid, func.count().over().label("total"))
    own = rows.where(CustomerUser.customer_id == customer_id)
    found = look.connection.execute(own.order_by(CustomerUser.login).limit(MOST)).all()
    return found, found[0].total if found else 0


def list_away(look: Look) -> list[int]:
    """The ids of valid agents who are out of office now."""
    start, end = Agent.out_of_office_from, Agent.out_of_office_to
    begun, going_on = or_(start.is_(None), start <= look.now), or_(end.is_(None), end >= look.now)
    named = or_(start.is_not(None), end.is_not(None))
    rows = select(Agent.id).where(Agent.valid == VALID, named, begun, going_on)
    return list(look.connection.execute(rows).scalars())


def agent_account(look: Look, agent_id: int) -> AgentAccount:
    columns = (Agent.last_login, Agent.out_of_office_from, Agent.out_of_office_to, Agent.directory_id)
    row = look.connection.execute(select(*columns).where(Agent.id == agent_id)).one()
    start, end = row.out_of_office_from, row.out_of_office_to
    is_away = bool(start or end) and (start is None or start <= look.now) and (end is None or look.now <= end)
    directory = look.config(Directory)
    rights = directory.agents[agent_id].rights
    groups = {
        group.name: ("rw",) if group.id in rights["rw"] else tuple(one for one in RIGHTS if group.id in rights[one])
        for group in sorted(directory.groups, key=lambda one: one.name)
    }
    return AgentAccount(
        from_epoch(row.last_login) if row.last_login else None,
        is_away,
        bool(row.directory_id),
        {name: held for name, held in groups.items() if held},
    )
