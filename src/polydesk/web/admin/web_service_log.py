"""The debugger of web services: which requests there were, and what they had to say."""

from typing import Any

from starlette.responses import Response

from polydesk.desk.services.communications import (
    LogFilter,
    clear_log,
    find_communication,
    list_communications,
    logged_operations,
)
from polydesk.desk.services.queries import StoredService, find_service, list_services
from polydesk.kernel.clock import read_moment
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.web.admin.entries import LONGEST_ID, entry_id
from polydesk.web.admin.web_services import PATH
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

LOG = f"{PATH}/log"
LIMITS = ("20", "50", "100", "500")
USUAL = "50"
OUTCOMES = {"failed": True, "good": False}
ASKED = ("service", "operation", "outcome", "since", "until", "address", "q", "limit")
"""What can be asked for, by the names in the address."""
LONGEST = 200


def log_of_all(page: Page) -> Response:
    return _show(page, None)


def log(page: Page) -> Response:
    return _show(page, find_service(page.look(), entry_id(page)))


def _show(page: Page, service: StoredService | None) -> Response:
    look, asked = page.look(), {name: page.parameter(name).strip()[:LONGEST] for name in ASKED}
    names = {one.id: one.name for one in list_services(look)} if service is None else {service.id: service.name}
    service_id = service.id if service else next((one for one in names if str(one) == asked["service"]), None)
    try:
        wanted, problem = _filter(page, asked, service_id), ""
    except Invalid:
        wanted, problem = LogFilter(limit=0), page.texts.gettext(_("This is no date."))
    found = list_communications(look, wanted) if wanted.limit else []
    return page.show(
        "admin/web_service_log.html",
        422 if problem else 200,
        service=service,
        names=names,
        operations=logged_operations(look, service_id),
        found=found[: wanted.limit - 1],
        older=found[-2].id if found and len(found) == wanted.limit else None,
        is_first=wanted.before is None,
        asked=asked,
        kept=_kept(asked),
        limits=LIMITS,
        usual=USUAL,
        problem=problem,
        cleared=page.parameter("cleared")[:20],
    )


def _filter(page: Page, asked: dict[str, str], service_id: int | None) -> LogFilter:
    """Asks for one more than is shown. Raises Invalid for what is no date."""
    since, until = (read_moment(asked[name], page.zone) for name in ("since", "until"))
    if (asked["since"] and not since) or (asked["until"] and not until):
        raise Invalid("web_service.date")
    before = page.parameter("before")
    return LogFilter(
        service_id=service_id,
        operation=asked["operation"],
        text=asked["q"],
        failed=OUTCOMES.get(asked["outcome"]),
        since=since,
        until=until,
        remote_address=asked["address"],
        before=int(before) if before.isascii() and before.isdecimal() and len(before) <= LONGEST_ID else None,
        limit=int(asked["limit"] if asked["limit"] in LIMITS else USUAL) + 1,
    )


def _kept(asked: dict[str, str]) -> dict[str, Any]:
    """What links to further pages of the log take along."""
    return {name: value for name, value in asked.items() if value}


def communication(page: Page) -> Response:
    look = page.look()
    number = page.request.path_params["entry"]
    if not number.isdecimal() or not number.isascii() or len(number) > LONGEST_ID:
        raise NotFound("web_service.communication", id=number[:20])
    service = find_service(look, entry_id(page))
    found, lines = find_communication(look, service.id, int(number))
    kept = _kept({name: page.parameter(name).strip()[:LONGEST] for name in ASKED})
    return page.show("admin/web_service_communication.html", service=service, found=found, lines=lines, kept=kept)


def clear(page: Page) -> Response:
    service_id = entry_id(page)
    with page.work() as work:
        clear_log(work, service_id)
    return page.go(f"{PATH}/{service_id}/log?cleared=1")


PAGES = (
    ("GET", LOG, log_of_all),
    ("GET", f"{PATH}/{{id}}/log", log),
    ("GET", f"{PATH}/{{id}}/log/{{entry}}", communication),
    ("POST", f"{PATH}/{{id}}/log/clear", clear),
)
