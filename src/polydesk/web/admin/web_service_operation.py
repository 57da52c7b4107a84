"""One operation of a web service: what runs, under which address, and how names and values are mapped."""

import json
import shlex
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from polydesk.desk.services.definition import dump_definition, parse_definition
from polydesk.desk.services.definition_form import METHODS, OperationForm, read_operation, with_operation
from polydesk.desk.services.mapping_form import (
    EXACT,
    MAP_TYPES,
    NO_MAPPING,
    PATTERN,
    SIMPLE,
    DefaultRule,
    MappingForm,
    Rule,
)
from polydesk.desk.services.operation_types import OPERATION_TYPES
from polydesk.desk.services.queries import StoredService, find_service
from polydesk.desk.services.save_service import change_service, version_of
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.web.admin.entries import entry_id
from polydesk.web.admin.rows import Column, read_rows
from polydesk.web.admin.service_problems import problem_text
from polydesk.web.admin.web_service import SCRIPT
from polydesk.web.admin.web_services import PATH
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

_HOW = (_("exact"), _("pattern"))
assert _HOW == (EXACT, PATTERN)
KEY_COLUMNS = (Column("given", _("Name")), Column("how", _("Matches"), "word", _HOW), Column("becomes", _("Becomes")))
VALUE_COLUMNS = (
    Column("key", _("Of the key")),
    Column("given", _("Value")),
    Column("how", _("Matches"), "word", _HOW),
    Column("becomes", _("Becomes")),
)
DIRECTIONS = ("inbound", "outbound")


def operation(page: Page) -> Response:
    stored = find_service(page.look(), entry_id(page))
    name = page.parameter("name")
    form = read_operation(parse_definition(stored.definition), name) if name else OperationForm(name="")
    return _show(page, stored, name, form)


def save(page: Page) -> Response:
    stored = find_service(page.look(), entry_id(page))
    config, name = parse_definition(stored.definition), page.text("operation")
    before = read_operation(config, name) if name else OperationForm(name="")
    wanted = _wanted(page, before)
    try:
        _check_defaults(wanted)
        changed = with_operation(config, name or None, wanted)
        definition = stored.definition if changed == config else dump_definition(changed)
        with page.work() as work:
            change_service(work, stored.id, definition=definition, seen=page.text("version")[:40])
    except (Invalid, Conflict) as error:
        return _show(page, stored, name, wanted, problem_text(error, page.texts))
    return page.go(f"{PATH}/{stored.id}/operation?{_query(wanted.name)}&saved=1")


def _wanted(page: Page, before: OperationForm) -> OperationForm:
    description = page.text("description").replace("\r\n", "\n")
    known = [*METHODS, *(one for one in before.methods if one not in METHODS)]
    boxes = {one: f"method/{one}" for one in known}
    methods = tuple(one for one, box in boxes.items() if page.text(box) == "1")
    return OperationForm(
        name=page.text("name").strip(),
        type=page.text("type").strip(),
        description=description,
        include_ticket_data=page.text("include_ticket_data") == "1",
        route=page.text("route").strip(),
        methods=before.methods if set(methods) == set(before.methods) else methods,
        inbound=_mapping(page, "inbound", before.inbound),
        outbound=_mapping(page, "outbound", before.outbound),
    )


def _mapping(page: Page, name: str, before: MappingForm) -> MappingForm:
    """In the order they had, rules are the same rules."""
    if not before.editable:
        return before
    kind = f"{name}-kind"
    if page.text(kind) != SIMPLE:
        return NO_MAPPING
    keys = tuple(Rule(row["how"], row["given"], row["becomes"]) for row in read_rows(page, f"{name}-keys", KEY_COLUMNS))
    values = tuple(
        Rule(row["how"], row["given"], row["becomes"], row["key"])
        for row in read_rows(page, f"{name}-values", VALUE_COLUMNS)
    )
    return replace(
        before,
        kind=SIMPLE,
        keys=keys,
        key_default=_default(page, f"{name}-keys-default"),
        values=values,
        value_default=_default(page, f"{name}-values-default"),
    )


def _default(page: Page, name: str) -> DefaultRule:
    target = f"{name}-target"
    return DefaultRule(page.text(name) if page.text(name) in MAP_TYPES else MAP_TYPES[0], page.text(target))


def _check_defaults(wanted: OperationForm) -> None:
    """What is said of it further in is not much."""
    for form in (wanted.inbound, wanted.outbound):
        for default in (form.key_default, form.value_default):
            if form.kind == SIMPLE and default.map_type == "MapTo" and not default.target:
                raise Invalid("InvalidWebService", message=_("What all others become is missing."))


def _show(page: Page, stored: StoredService, name: str, form: OperationForm, problem: str = "") -> Response:
    return page.show(
        "admin/web_service_operation.html",
        422 if problem else 200,
        service=stored,
        version=page.text("version") or version_of(stored),
        name=name,
        form=form,
        mappings=[(direction, getattr(form, direction)) for direction in DIRECTIONS],
        rules=_rules,
        key_columns=KEY_COLUMNS,
        value_columns=VALUE_COLUMNS,
        map_types=MAP_TYPES,
        methods=[*METHODS, *(one for one in form.methods if one not in METHODS)],
        types=OPERATION_TYPES,
        curl=_curl(page, stored, form) if name and form.route else "",
        problem=problem,
        saved=page.parameter("saved")[:20],
    )


def _rules(rules: tuple[Rule, ...]) -> list[dict[str, Any]]:
    return [{"key": one.key, "given": one.given, "how": one.how, "becomes": one.becomes} for one in rules]


def _curl(page: Page, stored: StoredService, form: OperationForm) -> str:
    """To be pasted into a terminal; whoever does puts in the login, the password and the parameters."""
    address = f"{page.request.base_url}{SCRIPT}/Webservice/{quote(stored.name, safe='')}{form.route}"
    method = form.methods[0] if form.methods else "POST"
    login = {"UserLogin": "LOGIN", "Password": "PASSWORD"}
    if method in ("GET", "HEAD", "DELETE"):
        address += "?" + "&".join(f"{key}={value}" for key, value in login.items())
        return f"curl -s -X {shlex.quote(method)} {shlex.quote(address)}"
    body = shlex.quote(json.dumps(login))
    return f"curl -s -X {shlex.quote(method)} {shlex.quote(address)} -H 'Content-Type: application/json' -d {body}"


def _query(name: str) -> str:
    return f"name={quote(name, safe='')}"


PAGES = (
    ("GET", f"{PATH}/{{id}}/operation", operation),
    ("POST", f"{PATH}/{{id}}/operation", save),
)
