"""What stands in the head and beside a ticket: its properties as read, and the form of the one being changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from polydesk.desk.fields.display import displayed, is_translatable
from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.values import Stored, read_values
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.account_time import as_text
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.clock import from_epoch
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.web.agent.moments import as_typed
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_fields import PREFIX, ticket_fields, typed
from polydesk.web.agent.ticket_found import Found
from polydesk.web.agent.ticket_properties import PROPERTIES, Choices


@dataclass(frozen=True, slots=True)
class Fact:
    """`label` is a field's own; the words of the others stand in the template."""

    name: str
    value: str
    may_change: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The property that is being changed. `kind` says which inputs its form has."""

    name: str
    kind: str
    value: str | Sequence[str]
    choices: Choices | dict[str, str]
    until: str = ""
    company: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    properties: list[Fact]
    fields: list[Fact]
    form: Form | None
    escalations: list[tuple[str, datetime]]
    pending_until: datetime | None
    accounted: str


def facts(page: Page, look: Look, found: Found, *, change: str = "", error: str = "") -> Facts:
    """`change` names the property whose form is open; after an `error` the form holds what was sent."""
    row, fields = found.row, ticket_fields(look)
    values = read_values(look.connection, fields, [row.id]).get(row.id, {}) if fields else {}
    return Facts(
        properties=_properties(page, look, found),
        fields=[
            Fact(PREFIX + one.name, _shown(page, one, values.get(one.id)), "rw" in found.rights, one.label)
            for one in fields
        ],
        form=_form(page, look, found, fields, values, change, error) if change else None,
        escalations=_escalations(row),
        pending_until=from_epoch(row.until_time) if row.until_time else None,
        accounted=as_text(row.accounted_hundredths) if row.accounted_hundredths else "",
    )


def _form(
    page: Page,
    look: Look,
    found: Found,
    fields: Sequence[FieldEntry],
    values: Mapping[int, Stored],
    change: str,
    error: str,
) -> Form | None:
    """None where this agent may not change it."""
    known = PROPERTIES.get(change)
    if known is not None:
        is_open = known.right in found.rights and known.is_used(look)
        return _property_form(page, look, found.row, change, error) if is_open else None
    wanted = next((one for one in fields if PREFIX + one.name == change), None)
    if wanted is None or "rw" not in found.rights:
        return None
    return _field_form(page, wanted, values.get(wanted.id), error)


def _shown(page: Page, field: FieldEntry, value: Stored | None) -> str:
    text = displayed(field, value)
    return page.texts.gettext(text) if text and is_translatable(field) else text


def _properties(page: Page, look: Look, found: Found) -> list[Fact]:
    row, catalogue, agents = found.row, look.config(Catalogue), look.config(Directory).agents
    service, sla = catalogue.services.get(row.service_id), catalogue.slas.get(row.sla_id)
    shown = {
        "state": page.texts.gettext(catalogue.states[row.state_id].name),
        "priority": page.texts.gettext(catalogue.priorities[row.priority_id].name),
        "queue": catalogue.queues[row.queue_id].name,
        "owner": agents[row.owner_id].full_name if row.owner_id != SYSTEM_AGENT_ID else "",
        "responsible": agents[row.responsible_id].full_name if row.responsible_id != SYSTEM_AGENT_ID else "",
        "type": catalogue.types[row.type_id].name,
        "service": service.name if service else "",
        "sla": sla.name if sla else "",
        "customer": " · ".join(filter(None, (row.customer_user, row.customer_id))),
    }
    used = [name for name in shown if PROPERTIES[name].is_used(look)]
    return [Fact(name, shown[name], PROPERTIES[name].right in found.rights) for name in used]


def _property_form(page: Page, look: Look, row: AnyRow, name: str, error: str) -> Form:
    known = PROPERTIES[name]
    if known.choices is None:
        stored = row.title if name == "title" else row.customer_user
        value, company = (page.text("value"), page.text("company")) if error else (stored, row.customer_id)
        return Form(name, name, value, {}, company=company, error=error)
    value = page.text("value") if error else str(getattr(row, known.column) or "")
    until = page.text("until") if error else _until(page, row)
    return Form(name, "state" if name == "state" else "choice", value, known.choices(look, row), until, error=error)


def _until(page: Page, row: AnyRow) -> str:
    return as_typed(from_epoch(row.until_time), page.zone) if row.until_time else ""


def _field_form(page: Page, field: FieldEntry, stored: Stored | None, error: str) -> Form:
    sent = [str(one) for one in page.form.getlist("value")]
    value = (sent if field.kind == "Multiselect" else "".join(sent[:1])) if error else typed(field, stored)
    return Form(PREFIX + field.name, field.kind, value, field.possible_values, error=error)


def _escalations(row: AnyRow) -> list[tuple[str, datetime]]:
    clocks = {
        "response": row.escalation_response_time,
        "update": row.escalation_update_time,
        "solution": row.escalation_solution_time,
    }
    running = {name: from_epoch(at) for name, at in clocks.items() if at}
    return sorted(running.items(), key=lambda one: one[1])


def is_locked(look: Look, row: AnyRow) -> bool:
    return look.config(Catalogue).locks[row.lock_id].name != "unlock"


def has_setting(look: Look, name: str) -> bool:
    return bool(look.config(Settings)[name])
