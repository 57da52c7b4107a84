"""Who has which right in a group, and who has a role: given and taken from the group's and the role's side."""

from dataclasses import dataclass

from starlette.responses import Response

from polydesk.desk.configuration.entries import Entry
from polydesk.desk.people.give_rights import set_rights_in_group, set_role_of_agent
from polydesk.desk.people.memberships import AGENT, ROLE, Holder, list_holders
from polydesk.desk.people.models import RIGHTS
from polydesk.desk.people.roles import is_admin
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Work
from polydesk.web.admin.entries import entry_id
from polydesk.web.agent.page import Page

GROUPS, ROLES = "/admin/groups", "/admin/roles"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """`chosen` is the one whose rights stand in the form."""

    holders: list[Holder]
    chosen: Holder
    rights: tuple[str, ...] = RIGHTS


def group_facts(page: Page, entry: Entry) -> GroupFacts:
    holders = list_holders(page.look(), entry["id"])
    kind, name = page.parameter("kind"), page.parameter("name")
    known = (one for one in holders if (one.kind, one.name) == (kind, name))
    return GroupFacts(holders, next(known, Holder(ROLE if kind == ROLE else AGENT, 0, name[:LONGEST], ())))


def set_rights(page: Page) -> Response:
    rights = [str(one) for one in page.form.getlist("rights")]
    with page.work() as work:
        kind = ROLE if page.text("kind") == ROLE else AGENT
        set_rights_in_group(work, entry_id(page), kind, page.text("name").strip()[:LONGEST], rights)
        _keep_administration(work)
    return page.go(f"{GROUPS}/{entry_id(page)}#holders")


def set_role(page: Page) -> Response:
    with page.work() as work:
        login = (page.text("take") or page.text("agent")).strip()[:LONGEST]
        set_role_of_agent(work, entry_id(page), login, has_it=not page.text("take"))
        _keep_administration(work)
    return page.go(f"{ROLES}/{entry_id(page)}#holders")


def _keep_administration(work: Work) -> None:
    if not is_admin(work, work.actor):
        raise Conflict("administration.lost")


PAGES = (
    ("POST", f"{GROUPS}/{{id}}/rights", set_rights),
    ("POST", f"{ROLES}/{{id}}/agents", set_role),
)
