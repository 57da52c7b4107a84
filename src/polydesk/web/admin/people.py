"""Who works with the desk."""

from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from polydesk.desk.access.factors import forget_factors
from polydesk.desk.access.passkeys import list_passkeys
from polydesk.desk.configuration.entries import Entry, find_entry
from polydesk.desk.configuration.save_person import save_agent
from polydesk.desk.people.memberships import AgentAccount, agent_account, list_agents_of_role, list_away
from polydesk.desk.people.second_factor import has_secret
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.work import Look
from polydesk.web.admin.areas import Area, place_of
from polydesk.web.admin.entries import entry_id, pages_of
from polydesk.web.admin.grids import PAGES as GRID_PAGES
from polydesk.web.admin.grids import PLACE as GRIDS
from polydesk.web.admin.holders import PAGES as HOLDER_PAGES
from polydesk.web.admin.holders import group_facts
from polydesk.web.admin.inputs import RIGHTS, SEVERAL_OF, VALID, Input, name_input
from polydesk.web.admin.kinds import Kind
from polydesk.web.admin.languages import language_input
from polydesk.web.admin.person_inputs import ACCOUNT, password_input, person_inputs
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

RIGHTS_PART = _("Rights")


@dataclass(frozen=True, slots=True)
class AgentFacts:
    account: AgentAccount
    has_codes: bool
    passkeys: int


def _agent_facts(page: Page, entry: Entry) -> AgentFacts:
    look, agent = page.look(), AgentActor(entry["id"], entry["login"])
    return AgentFacts(agent_account(look, agent.id), has_secret(look, agent), len(list_passkeys(look, agent)))


def _away(look: Look) -> dict[int, str]:
    return dict.fromkeys(list_away(look), _("out of office"))


def _role_facts(page: Page, entry: Entry) -> Any:
    return list_agents_of_role(page.look(), entry["id"])


def forget_second_factor(page: Page) -> Response:
    """For an agent who has lost it: the password alone lets them in again."""
    entry = find_entry(page.look(), "agents", entry_id(page))
    page.desk.close()
    with page.work() as work:
        forget_factors(work, entry["login"])
    return page.go(f"{AGENTS.path}/{entry['id']}")


AGENTS = Kind(
    "agents",
    "agents",
    _("Agents"),
    _("New agent"),
    ("login", "first_name", "last_name", "email", "roles", "valid"),
    (
        *person_inputs(),
        password_input(),
        language_input("Web::Language", group=ACCOUNT),
        replace(VALID, group=ACCOUNT, about=_("Who is out of use cannot sign in; tickets keep the name.")),
        Input("roles", _("Roles"), SEVERAL_OF, section="roles", group=RIGHTS_PART),
        Input(
            "rights",
            _("Rights in groups"),
            RIGHTS,
            _("Beside those that come with roles. rw includes all others."),
            section="groups",
            group=RIGHTS_PART,
        ),
    ),
    _("Who signs in to work on tickets."),
    beside="admin/agent.html",
    facts=_agent_facts,
    marks=_away,
    save=save_agent,
)
GROUPS = Kind(
    "groups",
    "groups",
    _("Groups"),
    _("New group"),
    ("name", "valid"),
    (name_input(), VALID),
    _("Queues belong to groups; agents have rights in them."),
    links=((_("Agents, roles and customers of this group, to tick"), "agents"),),
    then="agents",
    beside="admin/group.html",
    facts=group_facts,
)
ROLES = Kind(
    "roles",
    "roles",
    _("Roles"),
    _("New role"),
    ("name", "rights", "valid"),
    (
        name_input(),
        VALID,
        Input(
            "rights",
            _("Rights in groups"),
            RIGHTS,
            _("Everybody with this role has them. rw includes all others."),
            section="groups",
            group=RIGHTS_PART,
        ),
    ),
    _("Rights that several agents have together."),
    links=((_("Agents with this role, to tick"), "members"),),
    then="members",
    beside="admin/role.html",
    facts=_role_facts,
)
TEAMS = Kind(
    "teams",
    "teams",
    _("Teams"),
    _("New team"),
    ("name", "agents", "valid"),
    (name_input(), VALID, Input("agents", _("Agents"), SEVERAL_OF, section="agents")),
    _("Agents who take tickets together; a ticket can be a team's without being anybody's."),
)
KINDS = (AGENTS, GROUPS, ROLES, TEAMS)
AREA = Area(_("People"), (*(place_of(kind) for kind in KINDS), GRIDS))
PAGES = (
    *(page for kind in KINDS for page in pages_of(kind)),
    ("POST", f"{AGENTS.path}/{{id}}/forget-second-factor", forget_second_factor),
    *HOLDER_PAGES,
    *GRID_PAGES,
)
