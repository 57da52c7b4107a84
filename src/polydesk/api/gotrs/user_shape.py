"""Agents as GOTRS clients read them: the user object of section 5.7."""

from typing import Any

from pydantic import BaseModel

from polydesk.api.gotrs.auth import role_of
from polydesk.api.gotrs.moments import moment
from polydesk.desk.columns import VALID
from polydesk.desk.people.agents import AgentRow, rights_by_group
from polydesk.desk.people.directory import Directory
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.work import Look


class GroupOfUser(BaseModel):
    id: int
    name: str
    permissions: list[str]


class UserDetails(BaseModel):
    """`groups` are those the user has rights in, by a role or otherwise."""

    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    active: bool
    valid_id: int
    role: str
    groups: list[GroupOfUser]
    create_time: str
    change_time: str
    created_at: str
    updated_at: str


def user_shape(look: Look, agent: AgentRow) -> dict[str, Any]:
    names = look.config(Directory).groups
    groups = rights_by_group(look, agent.id).items()
    created, changed = moment(agent.create_time), moment(agent.change_time)
    return {
        "id": agent.id,
        "login": agent.login,
        "email": agent.email,
        "first_name": agent.first_name,
        "last_name": agent.last_name,
        "active": agent.valid == VALID,
        "valid_id": agent.valid,
        "role": role_of(look, AgentActor(agent.id, agent.login)).value,
        "groups": [{"id": one, "name": names[one].name, "permissions": rights} for one, rights in groups],
        "create_time": created,
        "change_time": changed,
        "created_at": created,
        "updated_at": changed,
    }
