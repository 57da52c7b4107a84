"""The agents and their rights, in memory."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select, union_all

from polydesk.desk.columns import VALID
from polydesk.desk.people.models import RIGHTS, Agent, AgentRight, Group, Role, RoleAgent, RoleRight
from polydesk.kernel.lookup import Lookup


@dataclass(frozen=True)
class AgentEntry:
    id: int
    login: str
    first_name: str
    last_name: str
    email: str
    valid: bool
    password_version: int
    rights: dict[str, frozenset[int]]
    """From each of the seven rights to the groups in which this agent has it."""

    @property
    def name(self) -> str:
        return self.login

    @cached_property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True)
class GroupEntry:
    id: int
    name: str
    valid: bool


class Directory:
    def __init__(self, agents: Lookup[AgentEntry], groups: Lookup[GroupEntry]) -> None:
        self.agents = agents
        self.groups = groups

    def groups_with(self, agent_id: int, right: str) -> frozenset[int]:
        agent = self.agents.get(agent_id)
        return agent.rights[right] if agent and agent.valid else frozenset()


def load_directory(connection: Connection) -> Directory:
    groups = Lookup(
        GroupEntry(row.id, row.name, row.valid == VALID)
        for row in connection.execute(select(Group.id, Group.name, Group.valid))
    )
    granted: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for agent_id, group_id, right in connection.execute(_GRANTED):
        if groups[group_id].valid:
            for key in RIGHTS if right == "rw" else (right,):
                granted[agent_id][key].add(group_id)
    columns = (Agent.id, Agent.login, Agent.first_name, Agent.last_name, Agent.email, Agent.valid)
    agents = [
        AgentEntry(
            id=row.id,
            login=row.login,
            first_name=row.first_name,
            last_name=row.last_name,
            email=row.email,
            valid=row.valid == VALID,
            password_version=row.password_version,
            rights={key: frozenset(granted[row.id][key]) for key in RIGHTS},
        )
        for row in connection.execute(select(*columns, Agent.password_version))
    ]
    return Directory(Lookup(agents), groups)


_GRANTED = union_all(
    select(AgentRight.agent_id, AgentRight.group_id, AgentRight.right),
    select(RoleAgent.agent_id, RoleRight.group_id, RoleRight.right)
    .join(RoleRight, RoleRight.role_id == RoleAgent.role_id)
    .join(Role, Role.id == RoleAgent.role_id)
    .where(Role.valid == VALID),
)
