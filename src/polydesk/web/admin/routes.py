"""The table of the administrators' pages: each area names its own."""

from functools import partial

from starlette.responses import Response

from polydesk.desk.configuration.first_steps import steps_left
from polydesk.desk.people.roles import is_admin
from polydesk.kernel.errors import Forbidden
from polydesk.web.admin import access, customers, intake_rules, mail, names, people, queues, services, system, tickets
from polydesk.web.admin.areas import Area
from polydesk.web.admin.first_steps import FIRST_STEPS
from polydesk.web.agent.page import Page, View

AREAS: tuple[Area, ...] = tuple(
    one.AREA for one in (people, customers, queues, tickets, intake_rules, mail, services, system, access)
)


def _index(page: Page) -> Response:
    left = steps_left(page.look())
    return page.show("admin/index.html", steps=FIRST_STEPS if left else (), left=left)


def _for_administrators(view: View, page: Page) -> Response:
    if not is_admin(page.look(), page.agent):
        raise Forbidden("right_missing")
    page.areas = AREAS
    return view(page)


_ALL: tuple[tuple[str, str, View], ...] = (
    ("GET", "/admin", _index),
    *names.PAGES,
    *people.PAGES,
    *customers.PAGES,
    *queues.PAGES,
    *tickets.PAGES,
    *intake_rules.PAGES,
    *mail.PAGES,
    *services.PAGES,
    *system.PAGES,
    *access.PAGES,
)
PAGES = tuple((method, path, partial(_for_administrators, view)) for method, path, view in _ALL)
