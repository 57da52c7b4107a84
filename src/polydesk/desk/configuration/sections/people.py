"""Groups, roles, agents and the keys that act as agents."""

from typing import Any

from polydesk.desk.configuration.links import Link, names_of
from polydesk.desk.configuration.secrets import API_KEY, PASSWORD, PASSWORD_COUNTER
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.sections.preferences import preferences
from polydesk.desk.configuration.sections.rights import rights
from polydesk.desk.configuration.values import VALIDITY, optional_text, reference, text
from polydesk.desk.people.models import Agent, AgentRight, ApiKey, Group, Role, RoleAgent, RoleRight, Team, TeamAgent

_role_agent: Any = RoleAgent.__table__
_team_agent: Any = TeamAgent.__table__

GROUPS = Section("groups", Group, "name", (text("name", required=True), VALIDITY))

ROLES = Section("roles", Role, "name", (text("name", required=True), VALIDITY), (rights(RoleRight, "role_id"),))

AGENTS = Section(
    "agents",
    Agent,
    "login",
    (
        text("login", required=True),
        text("first_name"),
        text("last_name"),
        text("email"),
        optional_text("title", limit=50),
        *PASSWORD,
        VALIDITY,
    ),
    (
        rights(AgentRight, "agent_id"),
        Link("roles", _role_agent, "agent_id", ("role_id",), *names_of(Role)),
        preferences("agent"),
    ),
    fixed_key=True,
    any_case=True,
    counters=PASSWORD_COUNTER,
)

TEAMS = Section(
    "teams",
    Team,
    "name",
    (text("name", required=True), VALIDITY),
    (Link("agents", _team_agent, "team_id", ("agent_id",), *names_of(Agent)),),
)

API_KEYS = Section(
    "api_keys",
    ApiKey,
    "label",
    (text("label", required=True), reference("agent", Agent, "agent_id"), *API_KEY, VALIDITY),
)
