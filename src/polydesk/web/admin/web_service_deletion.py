"""The deletion of a web service, on a page that says what stops working."""

from starlette.responses import Response

from polydesk.desk.configuration.ready_services import ready_services
from polydesk.desk.services.definition import parse_definition
from polydesk.desk.services.definition_form import operation_names, read_operation
from polydesk.desk.services.delete_service import count_versions, delete_service
from polydesk.desk.services.queries import StoredService, find_service
from polydesk.desk.services.save_service import version_of
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.web.admin.entries import entry_id
from polydesk.web.admin.service_problems import problem_text
from polydesk.web.admin.web_service import address_of
from polydesk.web.admin.web_services import PATH
from polydesk.web.agent.page import Page


def ask(page: Page) -> Response:
    return _show(page)


def delete(page: Page) -> Response:
    try:
        with page.work() as work:
            delete_service(work, entry_id(page), confirmed=page.text("name").strip(), seen=page.text("version")[:40])
    except Conflict as error:
        return _show(page, problem_text(error, page.texts))
    return page.go(f"{PATH}?gone=1")


def _show(page: Page, problem: str = "") -> Response:
    look = page.look()
    stored = find_service(look, entry_id(page))
    return page.show(
        "admin/web_service_delete.html",
        409 if problem else 200,
        service=stored,
        version=version_of(stored),
        operations=_operations(stored),
        base_path=address_of(page, stored),
        versions=count_versions(look, stored.id),
        is_ready=stored.name in ready_services(),
        problem=problem,
    )


def _operations(stored: StoredService) -> list[tuple[str, str]]:
    """Their names and routes; none of one whose definition cannot be read, which answers nobody anyway."""
    try:
        config = parse_definition(stored.definition)
    except Invalid:
        return []
    return [(name, read_operation(config, name).route) for name in operation_names(config)]


PAGES = (
    ("GET", f"{PATH}/{{id}}/delete", ask),
    ("POST", f"{PATH}/{{id}}/delete", delete),
)
