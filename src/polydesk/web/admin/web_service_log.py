"""The debugger of a web service: which requests there were, and what they had to say."""

from starlette.responses import Response

from polydesk.desk.services.communications import LogFilter, clear_log, find_communication, list_communications
from polydesk.desk.services.queries import find_service
from polydesk.kernel.clock import read_moment
from polydesk.kernel.errors import NotFound
from polydesk.web.admin.entries import entry_id
from polydesk.web.admin.web_services import PATH
from polydesk.web.agent.page import Page

LIMITS = ("20", "50", "100", "500")
OUTCOMES = {"failed": True, "good": False}


def log(page: Page) -> Response:
    look = page.look()
    service, problem = find_service(look, entry_id(page)), ""
    asked = {name: page.parameter(name).strip()[:60] for name in ("outcome", "since", "until", "address", "limit")}
    since, until = (read_moment(asked[name], page.zone) for name in ("since", "until"))
    if (asked["since"] and not since) or (asked["until"] and not until):
        problem = page.texts.gettext("This is no date.")
    wanted = LogFilter(
        failed=OUTCOMES.get(asked["outcome"]),
        since=since,
        until=until,
        remote_address=asked["address"],
        limit=int(asked["limit"]) if asked["limit"] in LIMITS else 50,
    )
    return page.show(
        "admin/web_service_log.html",
        422 if problem else 200,
        service=service,
        found=[] if problem else list_communications(look, service.id, wanted),
        asked=asked,
        limits=LIMITS,
        problem=problem,
        cleared=page.parameter("cleared")[:20],
    )


def communication(page: Page) -> Response:
    look = page.look()
    number = page.request.path_params["entry"]
    if not number.isdecimal() or not number.isascii() or len(number) > 15:
        raise NotFound("web_service.communication", id=number[:20])
    service = find_service(look, entry_id(page))
    found, lines = find_communication(look, service.id, int(number))
    return page.show("admin/web_service_communication.html", service=service, found=found, lines=lines)


def clear(page: Page) -> Response:
    service_id = entry_id(page)
    with page.work() as work:
        clear_log(work, service_id)
    return page.go(f"{PATH}/{service_id}/log?cleared=1")


PAGES = (
    ("GET", f"{PATH}/{{id}}/log", log),
    ("GET", f"{PATH}/{{id}}/log/{{entry}}", communication),
    ("POST", f"{PATH}/{{id}}/log/clear", clear),
)
