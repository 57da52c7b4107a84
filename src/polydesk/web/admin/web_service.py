"""One web service: what is not about a single operation, its YAML, its versions, and its description for others."""

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from polydesk.desk.people.directory import Directory
from polydesk.desk.services.definition import dump_definition, parse_definition
from polydesk.desk.services.definition_form import (
    THRESHOLDS,
    General,
    operation_names,
    read_general,
    read_operation,
    with_general,
    without_operation,
)
from polydesk.desk.services.queries import StoredService, find_service, load_service
from polydesk.desk.services.save_service import change_service, version_of
from polydesk.desk.services.versions import find_version, list_versions
from polydesk.desk.services.wadl import wadl
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from polydesk.web.admin.entries import entry_id
from polydesk.web.admin.rows import Column, read_rows
from polydesk.web.admin.service_problems import line_of, problem_text
from polydesk.web.admin.uploads import download
from polydesk.web.admin.web_services import PATH
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

SCRIPT = "otobo/nph-genericinterface.pl"
_AROUND = 2
"""Lines of a definition that are shown before and after the one that is wrong."""

HEADERS = (Column("name", _("Header")), Column("value", _("Value")))


def overview(page: Page) -> Response:
    """One whose definition cannot be read has nothing to show but its text."""
    stored = find_service(page.look(), entry_id(page))
    try:
        config = parse_definition(stored.definition)
    except Invalid:
        return page.go(f"{PATH}/{stored.id}/yaml")
    return _show(page, stored, config)


def save(page: Page) -> Response:
    stored = find_service(page.look(), entry_id(page))
    config = parse_definition(stored.definition)
    wanted = _general(page, read_general(config))
    changed = with_general(config, wanted)
    if wanted.max_length and not wanted.max_length.isdecimal() and changed != config:
        return _show(page, stored, config, wanted, page.texts.gettext(_("This is no number.")), "max_length")
    definition = stored.definition if changed == config else dump_definition(changed)
    problem = _changed(page, stored.id, definition, name=page.text("name").strip(), valid=page.text("valid") == "1")
    return _show(page, stored, config, wanted, problem) if problem else page.go(f"{PATH}/{stored.id}?saved=1")


def remove_operation(page: Page) -> Response:
    stored = find_service(page.look(), entry_id(page))
    config = without_operation(parse_definition(stored.definition), page.text("operation"))
    problem = _changed(page, stored.id, dump_definition(config))
    return _show(page, stored, config, problem=problem) if problem else page.go(f"{PATH}/{stored.id}?saved=1")


def text(page: Page) -> Response:
    stored = find_service(page.look(), entry_id(page))
    return _text(page, stored, stored.definition)


def save_text(page: Page) -> Response:
    stored = find_service(page.look(), entry_id(page))
    definition = page.text("definition").replace("\r\n", "\n")
    problem = _changed(page, stored.id, definition)
    return _text(page, stored, definition, problem) if problem else page.go(f"{PATH}/{stored.id}/yaml?saved=1")


def versions(page: Page) -> Response:
    look = page.look()
    stored = find_service(look, entry_id(page))
    found = list_versions(look, stored.id)
    chosen = _version(page, page.parameter("version")) if page.parameter("version") else ""
    agents = look.config(Directory).agents
    return page.show(
        "admin/web_service_versions.html", service=stored, versions=found, agents=agents, chosen=chosen, problem=""
    )


def restore(page: Page) -> Response:
    """What it was becomes the newest version; nothing in between is lost."""
    service_id = entry_id(page)
    problem = _changed(page, service_id, _version(page, page.text("restore")))
    if problem:
        look = page.look()
        stored, found, agents = find_service(look, service_id), list_versions(look, service_id), look.config(Directory)
        return page.show(
            "admin/web_service_versions.html",
            422,
            service=stored,
            versions=found,
            agents=agents.agents,
            chosen="",
            problem=problem,
        )
    return page.go(f"{PATH}/{service_id}?saved=1")


def export(page: Page) -> Response:
    stored = find_service(page.look(), entry_id(page))
    return download(stored.definition, f"{stored.name}.yml", "application/yaml")


def describe(page: Page) -> Response:
    stored = find_service(page.look(), entry_id(page))
    service = load_service(page.look(), stored.name)
    return download(wadl(service, f"{page.request.base_url}{SCRIPT}"), f"{stored.name}.wadl", "application/xml")


def _version(page: Page, number: str) -> str:
    if not number.isdecimal() or not number.isascii() or len(number) > 15:
        raise NotFound("web_service.version", id=number[:20])
    return find_version(page.look(), entry_id(page), int(number))


def _changed(page: Page, service_id: int, definition: str, **more: Any) -> str:
    """Saves; what is wrong, in words, or nothing."""
    try:
        with page.work() as work:
            change_service(work, service_id, definition=definition, seen=page.text("version")[:40], **more)
    except (Invalid, Conflict) as error:
        return problem_text(error, page.texts)
    return ""


def address_of(page: Page, stored: StoredService) -> str:
    """Where its operations are called."""
    return f"{page.request.base_url}{SCRIPT}/Webservice/{quote(stored.name, safe='')}"


def _general(page: Page, before: General) -> General:
    description = page.text("description").replace("\r\n", "\n")
    return General(
        description=before.description if description == before.description.strip("\r") else description,
        threshold=page.text("threshold") if page.text("threshold") in THRESHOLDS else before.threshold,
        max_length=page.text("max_length").strip(),
        keep_alive=page.text("keep_alive") == "1",
        headers={row["name"]: row["value"] for row in read_rows(page, "headers", HEADERS)},
        guide=page.text("guide") == "1",
        customer_changes=page.text("customer_changes") or before.customer_changes,
        partial_changes=page.text("partial_changes") == "1",
        post_for_get=page.text("post_for_get") == "1",
    )


def _show(
    page: Page,
    stored: StoredService,
    config: dict[str, Any],
    general: General | None = None,
    problem: str = "",
    field: str = "",
) -> Response:
    general = general or read_general(config)
    operations = [read_operation(config, name) for name in operation_names(config)]
    return page.show(
        "admin/web_service.html",
        422 if problem else 200,
        service=stored,
        version=page.text("version") or version_of(stored),
        name=page.text("name") or stored.name,
        general=general,
        header_rows=[{"name": name, "value": value} for name, value in general.headers.items()],
        header_columns=HEADERS,
        operations=operations,
        thresholds=THRESHOLDS,
        base_path=address_of(page, stored),
        problem=problem,
        field=field,
        saved=page.parameter("saved")[:20],
    )


def _text(page: Page, stored: StoredService, definition: str, problem: str = "") -> Response:
    line, lines = line_of(problem), definition.split("\n")
    first = max(line - 1 - _AROUND, 0)
    return page.show(
        "admin/web_service_yaml.html",
        422 if problem else 200,
        service=stored,
        version=page.text("version") or version_of(stored),
        definition=definition,
        problem=problem,
        line=line,
        around=list(enumerate(lines[first : line + _AROUND], start=first + 1)) if line else [],
        saved=page.parameter("saved")[:20],
    )


PAGES = (
    ("GET", f"{PATH}/{{id}}", overview),
    ("POST", f"{PATH}/{{id}}", save),
    ("POST", f"{PATH}/{{id}}/remove-operation", remove_operation),
    ("GET", f"{PATH}/{{id}}/yaml", text),
    ("POST", f"{PATH}/{{id}}/yaml", save_text),
    ("GET", f"{PATH}/{{id}}/versions", versions),
    ("POST", f"{PATH}/{{id}}/versions", restore),
    ("GET", f"{PATH}/{{id}}/export", export),
    ("GET", f"{PATH}/{{id}}/wadl", describe),
)
