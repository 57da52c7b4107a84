"""Processes: imported, looked at, put in and out of use, exported."""

from starlette.responses import Response

from polydesk.desk.processes.describe import describe_process
from polydesk.desk.processes.export_process import export_process, list_processes
from polydesk.desk.processes.import_process import import_process
from polydesk.desk.processes.models import STATES
from polydesk.desk.processes.set_state import set_state
from polydesk.desk.services.definition_yaml import dump_definition, parse_definition
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.kernel.storable import storable
from polydesk.web.admin.areas import Place
from polydesk.web.admin.service_problems import problem_text
from polydesk.web.admin.uploads import download, sent_text
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/processes"

PLACE = Place(PATH, _("Processes"), _("Steps that tickets of a kind go through."))


def listed(page: Page) -> Response:
    return _list(page)


def bring_in(page: Page) -> Response:
    """As a new one, or in the place of the one with its entity id."""
    try:
        document = parse_definition(sent_text(page, "file", "definition"))
        with page.work() as work:
            imported = import_process(work, document)
    except (Invalid, Conflict) as error:
        return _list(page, problem_text(error, page.texts))
    return page.go(f"{PATH}/{imported.entity_id}?saved=1")


def one(page: Page) -> Response:
    process = describe_process(page.look(), _entity_id(page))
    return page.show("admin/process.html", process=process, states=STATES, saved=page.parameter("saved")[:9])


def change_state(page: Page) -> Response:
    entity_id = _entity_id(page)
    with page.work() as work:
        set_state(work, entity_id, page.text("state"))
    return page.go(f"{PATH}/{entity_id}?saved=1")


def export(page: Page) -> Response:
    exported = export_process(page.look(), _entity_id(page))
    return download(dump_definition(exported), f"{exported['Process']['Name']}.yml", "application/yaml")


def _entity_id(page: Page) -> str:
    """What the address says, as every database can be asked for it."""
    return storable(page.request.path_params["entity"])


def _list(page: Page, problem: str = "") -> Response:
    return page.show(
        "admin/processes.html",
        422 if problem else 200,
        processes=list_processes(page.look()),
        problem=problem,
        definition=page.text("definition"),
    )


PAGES = (
    ("GET", PATH, listed),
    ("POST", f"{PATH}/import", bring_in),
    ("GET", f"{PATH}/{{entity}}", one),
    ("POST", f"{PATH}/{{entity}}", change_state),
    ("GET", f"{PATH}/{{entity}}/export", export),
)
