"""The built-in properties of tickets as fields of a dialog: what may be chosen, and what they begin with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from polydesk.desk.forms.check import MAX_LENGTH
from polydesk.desk.forms.choices import (
    priority_options,
    queue_options,
    service_options,
    sla_options,
    state_options,
    type_options,
)
from polydesk.desk.forms.field import MISCONFIGURED, FormField, Kind, Option, Validator
from polydesk.desk.forms.open_requested import default_type
from polydesk.desk.people.directory import Directory
from polydesk.desk.processes.chosen import whole
from polydesk.desk.processes.defaults import default_entry, entries_of
from polydesk.desk.processes.parts import AGENT, HIDDEN, DialogField
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.open import TITLE_LENGTH
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Look

CHOICES = ("Queue", "State", "Priority", "Type", "Service", "SLA")
AGENTS_CHOICES = ("Lock", "Owner", "Responsible")
CUSTOMER = "CustomerID"
"""One word of a dialog for two properties: the company and the person."""
PENDING_TIME = "PendingTime"
NEEDED_TO_OPEN = ("Queue", "State", "Priority")
"""No ticket is without these; the desk has settings for what they are where nobody says it."""
NOT_ON_FOLLOW_UPS = ("Queue", "Service", "SLA")
_CUSTOMERS_STATES = ("new", "open")
_AGENTS_STATES = ("new", "open", "pending auto", "pending reminder", "closed")
_COLUMNS = {name: f"{name.lower()}_id" for name in (*CHOICES, *AGENTS_CHOICES)}


@dataclass(frozen=True, slots=True)
class Filling:
    """Who fills in a dialog, for which ticket; `sent` is what is filled in so far."""

    interface: str
    login: str
    sent: Mapping[str, Any]
    ticket: Ticket | AnyRow | None = None
    has_files: bool = False
    """Whether files were sent for its article, which then has to be written."""

    @property
    def is_agents(self) -> bool:
        return self.interface == AGENT


def canonical(name: str) -> str:
    """Dialogs name properties with or without the ID at the end."""
    short = name.removesuffix("ID")
    return short if short in (*CHOICES, *AGENTS_CHOICES) else name


def property_field(look: Look, filling: Filling, field: DialogField) -> FormField | None:
    """None for what is not taken here: not known, or not the customer's to say."""
    name = canonical(field.name)
    if name == "Title":
        return _title(filling, field)
    if name in CHOICES or (name in AGENTS_CHOICES and filling.is_agents):
        return _choice(look, filling, name, field)
    if name in AGENTS_CHOICES:
        return _choice(look, filling, name, field) if field.display == HIDDEN else None
    if name == PENDING_TIME and (filling.is_agents or field.display == HIDDEN):
        return _shown(FormField(name=name, kind=Kind.DATETIME, label="Pending Time", default=str(field.default)), field)
    return None


def customer_fields(filling: Filling, field: DialogField) -> list[FormField]:
    """Whose ticket it is is for agents to say."""
    if not filling.is_agents:
        return []
    company = filling.ticket.customer_id if filling.ticket else ""
    person = filling.ticket.customer_user if filling.ticket else ""
    return [
        _shown(
            FormField(name=CUSTOMER, kind=Kind.TEXT, label="Customer", default=company or str(field.default)), field
        ),
        FormField(name="CustomerUserID", kind=Kind.TEXT, label="Customer user", default=person),
    ]


def implied_field(look: Look, name: str) -> FormField:
    """A property a new ticket needs although its dialog does not name it."""
    default = _setting(look, name)
    rules = () if default else (MISCONFIGURED,)
    return FormField(name=f"{name}ID", kind=Kind.HIDDEN, label=name, default=default, hidden=True, rules=rules)


def _title(filling: Filling, field: DialogField) -> FormField | None:
    held = filling.ticket.title if filling.ticket else ""
    if field.display == HIDDEN and not field.default:
        return None
    default = str(field.default) if field.display == HIDDEN or not held else held
    limit = (Validator(MAX_LENGTH, (TITLE_LENGTH,)),)
    return _shown(FormField(name="Title", kind=Kind.TEXT, label="Title", default=default, rules=limit), field)


def _choice(look: Look, filling: Filling, name: str, field: DialogField) -> FormField | None:
    if not filling.is_agents and filling.ticket and name in NOT_ON_FOLLOW_UPS and field.display != HIDDEN:
        return None
    if field.display == HIDDEN:
        return _hidden(look, filling, name, field)
    held = getattr(filling.ticket, _COLUMNS[name], None) if filling.ticket else None
    default = str(held) if held else _default(look, filling, name, field)
    options = _options(look, filling, name)
    if held is None and default not in {one.value for one in options}:
        default = ""
    whole_field = FormField(name=f"{name}ID", kind=Kind.SELECT, label=name, default=default, options=options)
    return _shown(whole_field, field)


def _hidden(look: Look, filling: Filling, name: str, field: DialogField) -> FormField | None:
    """Its default is used: that of the dialog, or of the desk where a new ticket needs one."""
    if not field.default and (filling.ticket or name not in NEEDED_TO_OPEN):
        return None
    default = _default(look, filling, name, field)
    rules = () if default else (MISCONFIGURED,)
    return FormField(name=f"{name}ID", kind=Kind.HIDDEN, label=name, default=default, hidden=True, rules=rules)


def _default(look: Look, filling: Filling, name: str, field: DialogField) -> str:
    """An id as text; empty for a default that names nothing in use."""
    if field.default:
        return _id_of(look, name, str(field.default))
    return _setting(look, name) if filling.ticket is None else ""


def _setting(look: Look, name: str) -> str:
    if name == "Type":
        return str(default_type(look))
    try:
        return str(default_entry(look, name).id) if name in NEEDED_TO_OPEN else ""
    except Invalid:
        return ""


def _id_of(look: Look, name: str, written: str) -> str:
    entries = look.config(Directory).agents if name in ("Owner", "Responsible") else entries_of(look, name)
    entry = entries.named(written) or entries.get(whole(written))
    return str(entry.id) if entry and entry.valid else ""


def _shown(form_field: FormField, field: DialogField) -> FormField:
    return replace(
        form_field,
        description=field.description,
        required=field.is_needed,
        hidden=field.display == HIDDEN,
    )


def _options(look: Look, filling: Filling, name: str) -> list[Option]:
    catalogue = look.config(Catalogue)
    if name in ("Owner", "Responsible"):
        return [Option(str(one.id), one.full_name or one.login) for one in look.config(Directory).agents if one.valid]
    if name == "Lock":
        return [Option(str(one.id), one.name) for one in catalogue.locks if one.valid]
    if name == "Queue":
        return _queues(look, filling)
    if name == "State":
        return state_options(look, _AGENTS_STATES if filling.is_agents else _CUSTOMERS_STATES)
    if name == "Service":
        login = filling.ticket.customer_user if filling.ticket else filling.login
        return [Option("", "-"), *service_options(look, login)]
    if name == "SLA":
        return [Option("", "-"), *sla_options(look, _service_id(filling))]
    return priority_options(look) if name == "Priority" else type_options(look)


def _queues(look: Look, filling: Filling) -> list[Option]:
    if not filling.is_agents:
        return queue_options(look, filling.login)
    return [Option(str(one.id), one.name) for one in look.config(Catalogue).queues if one.valid]


def _service_id(filling: Filling) -> int | None:
    sent = filling.sent.get("ServiceID")
    if sent not in (None, ""):
        return whole(str(sent))
    return filling.ticket.service_id if filling.ticket else None


def with_ids(look: Look, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, with ids where it has names: Queue instead of QueueID is taken as well."""
    known = dict(sent)
    for name in (*CHOICES, *AGENTS_CHOICES):
        written = sent.get(name)
        if f"{name}ID" not in sent and isinstance(written, str) and written:
            known[f"{name}ID"] = _id_by_name(look, name, written) or written
    return known


def _id_by_name(look: Look, name: str, written: str) -> str:
    entries = look.config(Directory).agents if name in ("Owner", "Responsible") else entries_of(look, name)
    entry = entries.named(written)
    return str(entry.id) if entry else ""
