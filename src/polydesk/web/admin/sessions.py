"""Who is signed in, by which way, since when and from where."""

from urllib.parse import urlencode

from starlette.responses import Response

from polydesk.desk.access.all_sessions import end_any_session, end_sessions_of, list_all_sessions
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import LONGEST_ID, whole_number
from polydesk.web.agent.account import client_name
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/sessions"
PER_PAGE, LONGEST = 50, 200

WAYS = {
    "web session": _("Agents' pages"),
    "session": _("Generic Interface"),
    "customer session": _("Customers' API"),
    "pair": _("GOTRS API"),
}
PLACE = Place(PATH, _("Sessions"), _("Who is signed in, and from where."))


def overview(page: Page) -> Response:
    text, number = page.parameter("q").strip()[:LONGEST], page_number(page)
    found = list_all_sessions(page.look(), text=text, offset=(number - 1) * PER_PAGE, limit=PER_PAGE)
    people = {(row.subject_kind, row.subject) for row in found.rows}
    return page.show(
        "admin/sessions.html",
        found=found,
        text=text,
        number=number,
        has_more=found.total > number * PER_PAGE,
        only=next(iter(people)) if len(people) == 1 else None,
        ways=WAYS,
        clients={row.id: client_name(row.client) for row in found.rows},
        ended=page.parameter("ended"),
    )


def end_one(page: Page) -> Response:
    with page.work() as work:
        end_any_session(work, whole_number(page.text("session")))
    return _back(page)


def end_all(page: Page) -> Response:
    with page.work() as work:
        end_sessions_of(work, page.text("kind"), page.text("login"))
    return _back(page)


def page_number(page: Page) -> int:
    """The number of the part that is asked for."""
    text = page.parameter("page")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < LONGEST_ID else 1


def _back(page: Page) -> Response:
    return page.go(f"{PATH}?{urlencode({'q': page.text('q')[:LONGEST], 'ended': 1})}")


PAGES = (
    ("GET", PATH, overview),
    ("POST", f"{PATH}/end", end_one),
    ("POST", f"{PATH}/end-all", end_all),
)
