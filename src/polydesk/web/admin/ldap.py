"""The LDAP directory: what is joined, how the last run went, a test, and taking people over now."""

from starlette.responses import Response

from polydesk.desk.audit.seldom import audit_try
from polydesk.desk.people.directory_link import find_link, load_link, shown
from polydesk.desk.people.directory_runs import Run, count_people, last_run
from polydesk.desk.people.directory_server import DirectoryUnavailable
from polydesk.desk.people.directory_sync import next_run, sync_people
from polydesk.kernel.errors import Conflict
from polydesk.web.admin.areas import Place
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/ldap"

PLACE = Place(PATH, _("LDAP directory"), _("People and groups that come from a directory."))


def overview(page: Page) -> Response:
    return _show(page)


def test(page: Page) -> Response:
    settings = load_link(page.look())
    if not _may_try(page, "ldap.test", settings.host):
        return _show(page, problem=page.texts.gettext(_("That was often. Please try again in ten minutes.")))
    try:
        page.desk.people_server().test(settings)
    except DirectoryUnavailable as error:
        return _show(page, problem=error.message)
    return _show(page, tested=True)


def sync(page: Page) -> Response:
    """Or only tell what it would come to."""
    host = load_link(page.look()).host
    if not _may_try(page, "ldap.sync_asked", host):
        return _show(page, problem=page.texts.gettext(_("That was often. Please try again in ten minutes.")))
    try:
        run = sync_people(page.work, page.desk.people_server(), dry_run=page.text("dry_run") == "1")
    except Conflict:
        return _show(page, problem=page.texts.gettext(_("A run is under way already.")))
    return _show(page, run=run, was_dry=page.text("dry_run") == "1")


def _may_try(page: Page, action: str, host: str) -> bool:
    try:
        with page.work() as work:
            audit_try(work, action, "ldap", host)
    except Conflict:
        return False
    return True


def _show(
    page: Page, *, problem: str = "", tested: bool = False, run: Run | None = None, was_dry: bool = False
) -> Response:
    look = page.look()
    settings, last = find_link(look), last_run(look)
    return page.show(
        "admin/ldap.html",
        422 if problem else 200,
        settings={name: value for name, value in shown(settings).items() if value} if settings else {},
        last=run or last,
        was_dry=was_dry,
        following=next_run(settings, last) if settings else None,
        people=count_people(look),
        tested=tested,
        problem=problem,
    )


PAGES = (("GET", PATH, overview), ("POST", f"{PATH}/test", test), ("POST", f"{PATH}/sync", sync))
