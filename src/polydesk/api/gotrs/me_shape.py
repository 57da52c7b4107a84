"""The caller as a user: section 5.7 of the specification."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.auth import Caller, Role
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.user_shape import GroupOfUser, user_shape
from polydesk.desk.people.agents import find_agent
from polydesk.desk.people.preferences import read_preferences
from polydesk.desk.people.profiles import find_profile
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.work import Look

PHONE = "UserPhone"
"""The preference in which the OTRS family keeps an agent's number."""
_OF_CUSTOMERS = ("ticket:read", "ticket:create")
_OF_AGENTS = (
    *_OF_CUSTOMERS,
    "ticket:update",
    "ticket:assign",
    "ticket:close",
    "ticket:delete",
    "queue:read",
    "user:read",
    "report:view",
)
_OF_ADMINS = (*_OF_AGENTS, "queue:write", "user:write", "system:config", "admin:access")
PERMISSIONS = {Role.CUSTOMER: _OF_CUSTOMERS, Role.AGENT: _OF_AGENTS, Role.ADMIN: _OF_ADMINS}


class Me(BaseModel):
    """Ids of agents and of customers are two spaces; `role` says which."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "id": 12,
                    "login": "mira",
                    "email": "mira@example.test",
                    "first_name": "Mira",
                    "last_name": "Stone",
                    "name": "Mira Stone",
                    "phone": "",
                    "active": True,
                    "valid_id": 1,
                    "role": "Agent",
                    "groups": [{"id": 1, "name": "users", "permissions": ["rw"]}],
                    "permissions": list(_OF_AGENTS),
                    "create_time": "2026-01-01T00:00:00Z",
                    "change_time": "2026-01-01T00:00:00Z",
                }
            ]
        },
    )

    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    name: str
    phone: str
    active: bool
    valid_id: int
    role: str
    groups: list[GroupOfUser]
    permissions: list[str] = Field(description="What the role may do; queues narrow it further")
    create_time: str
    change_time: str


def me_shape(look: Look, caller: Caller) -> dict[str, Any]:
    actor = caller.actor
    shape = _agent(look, actor) if isinstance(actor, AgentActor) else _customer(look, actor)
    name = f"{shape['first_name']} {shape['last_name']}".strip()
    return {**shape, "name": name, "role": caller.role.value, "permissions": list(PERMISSIONS[caller.role])}


def _agent(look: Look, actor: AgentActor) -> dict[str, Any]:
    phone = read_preferences(look, actor, prefix=PHONE).get("", "")
    return {**user_shape(look, find_agent(look, actor.id)), "phone": phone}


def _customer(look: Look, actor: CustomerActor) -> dict[str, Any]:
    profile = find_profile(look, actor)
    created, changed = moment(profile.create_time), moment(profile.change_time)
    return {
        "id": profile.id,
        "login": profile.login,
        "email": profile.email,
        "first_name": profile.first_name,
        "last_name": profile.last_name,
        "phone": profile.phone,
        "customer_id": profile.customer_id,
        "active": profile.is_valid,
        "valid_id": profile.valid,
        "groups": [],
        "create_time": created,
        "change_time": changed,
        "created_at": created,
        "updated_at": changed,
    }
