"""Web services: the list, and the ways to a new one."""

from starlette.responses import Response

from polydesk.desk.configuration.ready_services import ready_services
from polydesk.desk.services.definition import dump_definition
from polydesk.desk.services.queries import find_service, list_services
from polydesk.desk.services.registry import WebServices
from polydesk.desk.services.save_service import create_service
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.web.admin.areas import Place
from polydesk.web.admin.service_problems import problem_text
from polydesk.web.admin.uploads import sent_name, sent_text
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/web-services"

PLACE = Place(PATH, _("Web services"), _("Which operations other programs call, and under which addresses."))
EMPTY = dump_definition(
    {
        "Description": "",
        "Debugger": {"DebugThreshold": "error", "TestMode": "0"},
        "Provider": {
            "Operation": {},
            "Transport": {
                "Type": "HTTP::REST",
                "Config": {"KeepAlive": "", "MaxLength": "100000000", "RouteOperationMapping": {}},
            },
        },
        "Requester": {"Transport": {"Type": ""}},
    }
)


def listed(page: Page) -> Response:
    look = page.look()
    served = look.config(WebServices)
    return page.show(
        "admin/web_services.html",
        services=list_services(look),
        served={one.id: one for one in served},
        saved=page.parameter("saved")[:20],
        gone=page.parameter("gone")[:20],
    )


def new(page: Page) -> Response:
    return _form(page)


def create(page: Page) -> Response:
    """From nothing, from one that is ready, from a copy of another, or from a vendor's YAML."""
    name = page.text("name").strip()
    try:
        definition = _definition(page)
        name = name or sent_name(page, "file")
        with page.work() as work:
            service_id = create_service(work, name, definition)
    except (Invalid, Conflict) as error:
        return _form(page, problem_text(error, page.texts))
    return page.go(f"{PATH}/{service_id}?saved=1")


def _definition(page: Page) -> str:
    begin = page.text("begin")
    if begin == "import":
        return sent_text(page, "file", "definition")
    if begin.startswith("copy:") and begin[5:].isdecimal() and len(begin) < 20:
        return find_service(page.look(), int(begin[5:])).definition
    return ready_services().get(begin.removeprefix("ready:"), EMPTY)


def _form(page: Page, problem: str = "") -> Response:
    look = page.look()
    return page.show(
        "admin/web_service_new.html",
        422 if problem else 200,
        problem=problem,
        ready=list(ready_services()),
        services=list_services(look),
        begin=page.text("begin") or page.parameter("begin")[:40],
        name=page.text("name"),
        definition=page.text("definition"),
    )


PAGES = (
    ("GET", PATH, listed),
    ("GET", f"{PATH}/new", new),
    ("POST", f"{PATH}/new", create),
)
