"""Dynamic fields of a ticket in forms: what stands in one, and what was typed into it."""

from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.fields.validate import Value, suits
from polydesk.desk.fields.values import Stored
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.kernel.clock import in_zone
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work
from polydesk.web.agent.page import Page

PREFIX = "field:"
"""Before a field's name where it stands among the properties."""


def ticket_fields(look: Look) -> list[FieldEntry]:
    """Those people fill in, in the order an administrator gave them."""
    listed = [one for one in look.config(Fields).of_tickets if not one.internal]
    return sorted(listed, key=lambda one: (one.position, one.label))


def named_field(look: Look, name: str) -> FieldEntry:
    found = next((one for one in ticket_fields(look) if PREFIX + one.name == name), None)
    if found is None:
        raise NotFound("field", name=name)
    return found


def set_field(work: Work, ticket: Ticket, field: FieldEntry, page: Page) -> None:
    """Raises Invalid for what the field does not take."""
    value = _sent(field, page)
    if not suits(field, value, now=in_zone(work.now, work.config(Settings).zone)):
        raise Invalid("field_value", field=field.name)
    set_fields(work, ticket.id, [(field, value)])


def _sent(field: FieldEntry, page: Page) -> Value:
    if field.kind == "Multiselect":
        return [storable(text) for text in page.form.getlist("value") if isinstance(text, str) and text]
    typed = page.text("value")
    if field.kind == "DateTime" and typed:
        return f"{typed.replace('T', ' ')}:00" if len(typed) == len("2026-01-01T00:00") else typed.replace("T", " ")
    return typed


def typed(field: FieldEntry, value: Stored | None) -> str | list[str]:
    """What stands in the form's input before anything is typed."""
    if value is None or isinstance(value, list):
        return value or ""
    if field.kind == "Date":
        return str(value)[:10]
    return str(value)[:16].replace(" ", "T") if field.kind == "DateTime" else str(value)
