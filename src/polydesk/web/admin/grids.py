"""Rights in groups, and roles, as tables: all who could have one on a row each, a page of them saved at once."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from starlette.responses import Response

from polydesk.desk.configuration.entries import list_entries
from polydesk.desk.people.grid import (
    AGENTS,
    COMPANIES,
    CUSTOMER_USERS,
    MEMBERS,
    ROLES,
    Change,
    Relation,
    list_grid,
    save_grid,
)
from polydesk.desk.people.roles import is_admin
from polydesk.kernel.errors import Conflict
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import LONGEST_ID, entry_id
from polydesk.web.admin.parts import part
from polydesk.web.admin.refusals import refusal_text
from polydesk.web.admin.sessions import page_number
from polydesk.web.agent.page import Page, View
from polydesk.web.texts import marked as _

PATH, GROUPS, ROLE_PATH = "/admin/rights", "/admin/groups", "/admin/roles"
PER_PAGE, LONGEST = 50, 200
PLACE = Place(PATH, _("Agents, roles and groups"), _("Who has which right, as tables to tick."))


@dataclass(frozen=True)
class Table:
    """`base` and `end` make its address; the holders' own pages are below `holders`."""

    relation: Relation
    base: str
    end: str
    word: str
    holders: str
    about: str = ""


_OF_CUSTOMERS = _("They count where groups of customers are turned on.")
TABLES = (
    Table(AGENTS, GROUPS, "agents", _("Agents"), "/admin/agents", _("Beside what roles give. rw includes all others.")),
    Table(
        ROLES, GROUPS, "roles", _("Roles"), ROLE_PATH, _("Everybody with the role has them. rw includes all others.")
    ),
    Table(CUSTOMER_USERS, GROUPS, "customer-users", _("Customer users"), "/admin/customer-users", _OF_CUSTOMERS),
    Table(COMPANIES, GROUPS, "companies", _("Companies"), "/admin/companies", _OF_CUSTOMERS),
    Table(MEMBERS, ROLE_PATH, "members", _("Agents"), "/admin/agents", _("Who has the role.")),
)


def overview(page: Page) -> Response:
    """The groups, or the roles, with ways to their tables."""
    is_of_roles, text = page.parameter("of") == "roles", page.parameter("q").strip()[:LONGEST]
    after, before = (page.parameter(name)[:LONGEST] for name in ("after", "before"))
    base = ROLE_PATH if is_of_roles else GROUPS
    section = "roles" if is_of_roles else "groups"
    found = list_entries(page.look(), section, text=text, only_valid=True, after=after, before=before)
    tables = [one for one in TABLES if one.base == base]
    return page.show("admin/grids.html", found=found, text=text, base=base, of=section, tables=tables)


def show(table: Table, page: Page, problem: str = "") -> Response:
    asked = _asked(page)
    number = page_number(page)
    found = list_grid(
        page.look(),
        table.relation,
        entry_id(page),
        text=asked["q"],
        only=asked["only"] == "1",
        offset=(number - 1) * PER_PAGE,
        limit=PER_PAGE,
    )
    return page.show(
        "admin/grid.html",
        409 if problem else 200,
        table=table,
        tables=[one for one in TABLES if one.base == table.base],
        entry_id=entry_id(page),
        found=found,
        asked=asked,
        kept={name: value for name, value in asked.items() if value},
        number=number,
        has_more=found.total > number * PER_PAGE,
        saved=page.parameter("saved")[:LONGEST_ID],
        made=page.parameter("made")[:1],
        problem=problem,
    )


def save(table: Table, page: Page) -> Response:
    """Of the rows that were shown; whoever saves goes on being an administrator."""
    page.desk.close()
    try:
        with page.work() as work:
            count = save_grid(work, table.relation, entry_id(page), _changes(page))
            if not is_admin(work, work.actor):
                raise Conflict("administration.lost")
    except Conflict as error:
        return show(table, page, refusal_text(error, page.texts)[1])
    back = {name: value for name, value in _asked(page).items() if value} | {"page": page_number(page), "saved": count}
    return page.go(f"{table.base}/{entry_id(page)}/{table.end}?{urlencode(back)}")


def _asked(page: Page) -> dict[str, str]:
    return {"q": page.parameter("q").strip()[:LONGEST], "only": page.parameter("only")[:1]}


def _changes(page: Page) -> dict[int, Change]:
    """From `seen/id`, which each row has, and the boxes `rights/id`."""
    rows = [name.removeprefix("seen/") for name in page.form if name.startswith("seen/")][:PER_PAGE]
    return {
        int(row): Change(part(page, "seen", row).split(), [str(one) for one in page.form.getlist(f"rights/{row}")])
        for row in rows
        if row.isascii() and row.isdecimal() and len(row) <= LONGEST_ID
    }


def _pages(table: Table) -> tuple[tuple[str, str, View], ...]:
    path = f"{table.base}/{{id}}/{table.end}"
    return (("GET", path, partial(show, table)), ("POST", path, partial(save, table)))


PAGES = (("GET", PATH, overview), *(page for table in TABLES for page in _pages(table)))
