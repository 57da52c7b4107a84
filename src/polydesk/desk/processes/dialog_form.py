"""A dialog as a form: what it shows is what it takes. Made anew from what is filled in, as choices depend on it."""

from collections.abc import Iterable
from dataclasses import replace

from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.fields.validate import Value, suits
from polydesk.desk.fields.values import Stored, read_values
from polydesk.desk.forms.about import About
from polydesk.desk.forms.acl import allowed, narrowed
from polydesk.desk.forms.check import MAX_LENGTH
from polydesk.desk.forms.dynamic import PREFIX, dynamic_form_field
from polydesk.desk.forms.field import MISCONFIGURED, FormField, Kind, Validator
from polydesk.desk.processes.dialog_properties import (
    CUSTOMER,
    NEEDED_TO_OPEN,
    Filling,
    canonical,
    customer_fields,
    implied_field,
    property_field,
)
from polydesk.desk.processes.parts import ARTICLE, HIDDEN, Activity, Dialog, DialogField, ProcessEntry
from polydesk.desk.processes.place import ACTIVITY_FIELD, PROCESS_FIELD
from polydesk.desk.tickets.access import may
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

SUBJECT_LENGTH = 3800
BODY_LENGTH = 1_000_000


def dialog_fields(
    look: Look, process: ProcessEntry, activity: Activity, dialog: Dialog, filling: Filling, endpoint: str
) -> list[FormField]:
    """`endpoint` is the context in the words of ACLs."""
    held = _held(look, filling.ticket)
    fields: list[FormField] = []
    for field in dialog.fields:
        fields += _fields(look, filling, field, held)
    if filling.ticket is None:
        named = {canonical(field.name) for field in dialog.fields}
        fields += [implied_field(look, name) for name in NEEDED_TO_OPEN if name not in named]
    return narrowed(look, fields, about_dialog(process, activity, dialog, filling, endpoint))


def offered_dialogs(
    look: Look, process: ProcessEntry, activity: Activity, filling: Filling, endpoint: str
) -> list[Dialog]:
    """The dialogs of an activity that are for this person, in their order."""
    dialogs = [
        one
        for one in activity.dialogs
        if one.is_for(filling.interface)
        and (not one.permission or filling.ticket is None or may(look, filling.ticket, one.permission))
    ]
    about = about_dialog(process, activity, None, filling, endpoint)
    left = set(allowed(look, "ActivityDialog", [one.entity_id for one in dialogs], about))
    return [one for one in dialogs if one.entity_id in left]


def about_dialog(
    process: ProcessEntry | None, activity: Activity | None, dialog: Dialog | None, filling: Filling, endpoint: str
) -> About:
    parts = {
        "ProcessEntityID": process.entity_id if process else "",
        "ActivityEntityID": activity.entity_id if activity else "",
        "ActivityDialogEntityID": dialog.entity_id if dialog else "",
    }
    return About(
        endpoint=endpoint,
        login=filling.login,
        sent=filling.sent,
        ticket=filling.ticket,
        process={name: value for name, value in parts.items() if value},
    )


def _held(look: Look, ticket: Ticket | AnyRow | None) -> dict[int, Stored]:
    if ticket is None:
        return {}
    return read_values(look.connection, look.config(Fields).of_tickets, [ticket.id]).get(ticket.id, {})


def _fields(look: Look, filling: Filling, field: DialogField, held: dict[int, Stored]) -> Iterable[FormField]:
    if field.name == ARTICLE:
        return [] if field.display == HIDDEN else _article(filling, field)
    if field.name.startswith(PREFIX):
        entry = look.config(Fields).named(field.name.removeprefix(PREFIX))
        if entry is None or entry.object_kind != "Ticket" or entry.name in (PROCESS_FIELD, ACTIVITY_FIELD):
            return []
        return _dynamic(look, field, entry, held.get(entry.id))
    if field.name == CUSTOMER:
        return customer_fields(filling, field)
    one = property_field(look, filling, field)
    return [one] if one else []


def _dynamic(look: Look, field: DialogField, entry: FieldEntry, held: Stored | None) -> Iterable[FormField]:
    """What the ticket has already, else the dialog's default, else the field's own."""
    configured = _value(entry, field.default)
    fits = suits(entry, configured, now=look.now)
    if field.display == HIDDEN:
        if not configured:
            return []
        made = dynamic_form_field(look, entry, required=False, default=configured if fits else "")
        return [replace(made, hidden=True, rules=() if fits else (MISCONFIGURED,))]
    default = _value(entry, held) if held is not None else configured if fits and configured else None
    made = dynamic_form_field(look, entry, required=field.is_needed, default=default)
    return [replace(made, description=field.description)]


def _value(entry: FieldEntry, value: Stored | Value | None) -> Value:
    several = value if isinstance(value, list) else [] if value in (None, "") else [str(value)]
    return several if entry.kind == "Multiselect" else ", ".join(several)


def _article(filling: Filling, field: DialogField) -> list[FormField]:
    """One word of the dialog is three fields of its form."""
    subject = FormField(
        name="Subject",
        kind=Kind.TEXT,
        label="Subject",
        required=field.is_needed,
        rules=(Validator(MAX_LENGTH, (SUBJECT_LENGTH,)),),
    )
    body = FormField(
        name="Body",
        kind=Kind.RICH_TEXT,
        label="Text",
        description=field.description,
        required=field.is_needed or filling.has_files,
        rules=(Validator(MAX_LENGTH, (BODY_LENGTH,)),),
    )
    return [subject, body, FormField(name="Attachments", kind=Kind.UPLOAD, label="Attachments")]
