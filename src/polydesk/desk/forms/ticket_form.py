"""The form by which a customer opens a ticket. The screen `ExternalFrontend::TicketCreate` says what it shows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.forms.about import TICKET_CREATE, About
from polydesk.desk.forms.acl import narrowed
from polydesk.desk.forms.check import MAX_LENGTH, PATTERN, value_of
from polydesk.desk.forms.choices import priority_options, queue_options, service_options, sla_options, type_options
from polydesk.desk.forms.dynamic import dynamic_form_field
from polydesk.desk.forms.field import MISCONFIGURED, FormField, Kind, Option, Validator
from polydesk.desk.forms.screens import TICKET_CREATE as SCREEN
from polydesk.desk.forms.screens import Screens
from polydesk.desk.queues.catalogue import Catalogue, Entry
from polydesk.kernel.lookup import Lookup
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

TITLE_LENGTH = 200
BODY_LENGTH = 1_000_000
FORM_ID_PATTERN = r"^[A-Za-z0-9._@-]{1,250}\Z"
"""What a client may call its form."""
FORM_ID = FormField(
    name="FormID",
    kind=Kind.HIDDEN,
    label="FormID",
    rules=(Validator(PATTERN, (FORM_ID_PATTERN,)),),
)
"""Goes with every form that takes files, and is shown beside its fields."""
ATTACHMENTS = FormField(name="Attachments", kind=Kind.UPLOAD, label="Attachments")


def ticket_fields(look: Look, login: str, sent: Mapping[str, Any]) -> list[FormField]:
    """Which choices there are depends on what is filled in so far: of a service its SLAs, and what ACLs say."""
    screen = look.config(Screens)[SCREEN]
    fields = [
        _queue(look, login, screen),
        *_type(look, screen),
        *_service_and_sla(look, login, screen, sent),
        _priority(look, screen),
        FormField(name="Title", kind=Kind.TEXT, label="Title", required=True, rules=(longest(TITLE_LENGTH),)),
        body_field(look),
        ATTACHMENTS,
        *dynamic_fields(look, screen["DynamicField"]),
    ]
    return narrowed(look, fields, About(endpoint=TICKET_CREATE, login=login, sent=sent))


def body_field(look: Look) -> FormField:
    is_rich = look.config(Settings)["Frontend::RichText"]
    kind = Kind.RICH_TEXT if is_rich else Kind.TEXTAREA
    return FormField(name="Body", kind=kind, label="Text", required=True, rules=(longest(BODY_LENGTH),))


def priority_field(look: Look, *, default: str, required: bool = True) -> FormField:
    options = priority_options(look)
    return _choice("PriorityID", "Priority", options, default=default, required=required, is_translated=True)


def dynamic_fields(look: Look, shown: Mapping[str, Any], held: Mapping[int, Any] | None = None) -> list[FormField]:
    """The fields of a screen in their order; 2 makes them required. `held` are the ticket's values by field."""
    named = sorted((entry for name in shown if (entry := _of_ticket(look, name))), key=_order)
    return [
        dynamic_form_field(look, entry, required=str(shown[entry.name]) == "2", default=_held(held, entry))
        for entry in named
        if is_on(shown[entry.name])
    ]


def longest(characters: int) -> Validator:
    return Validator(MAX_LENGTH, (characters,))


def is_on(value: Any) -> bool:
    return str(value) in ("1", "2", "True")


def _of_ticket(look: Look, name: str) -> FieldEntry | None:
    entry = look.config(Fields).named(name)
    return entry if entry and entry.object_kind == "Ticket" else None


def _order(entry: FieldEntry) -> tuple[int, str]:
    return entry.position, entry.name


def _held(held: Mapping[int, Any] | None, entry: FieldEntry) -> Any:
    if held is None:
        return None
    nothing: dict[str, Any] = {"Multiselect": [], "Checkbox": "0"}
    value = held.get(entry.id, nothing.get(entry.kind, ""))
    return value if isinstance(value, list) else str(value)


def _queue(look: Look, login: str, screen: Mapping[str, Any]) -> FormField:
    default = _id(look.config(Catalogue).queues, screen["QueueDefault"])
    if is_on(screen["Queue"]):
        return _choice("QueueID", "Queue", queue_options(look, login), default=default, required=True)
    if not default:
        return _unseen("QueueID", "")
    only = Option(default, str(screen["QueueDefault"]))
    return FormField(name="QueueID", kind=Kind.HIDDEN, label="Queue", default=default, options=(only,), required=True)


def _priority(look: Look, screen: Mapping[str, Any]) -> FormField:
    default = _id(look.config(Catalogue).priorities, screen["PriorityDefault"])
    return priority_field(look, default=default) if is_on(screen["Priority"]) else _unseen("PriorityID", default)


def _type(look: Look, screen: Mapping[str, Any]) -> Iterable[FormField]:
    settings = look.config(Settings)
    if settings["Ticket::Type"] and is_on(screen["Type"]):
        default = _id(look.config(Catalogue).types, settings["Ticket::Type::Default"])
        yield _choice("TypeID", "Type", type_options(look), default=default, required=True)


def _service_and_sla(look: Look, login: str, screen: Mapping[str, Any], sent: Mapping[str, Any]) -> Iterable[FormField]:
    if not look.config(Settings)["Ticket::Service"] or not is_on(screen["Service"]):
        return
    service = _choice("ServiceID", "Service", service_options(look, login), required=is_on(screen["ServiceMandatory"]))
    yield service
    if is_on(screen["SLA"]):
        chosen = value_of(service, sent)
        offered = [one.value for one in service.options or ()]
        options = sla_options(look, int(str(chosen)) if chosen in offered else None)
        yield _choice("SLAID", "Service Level Agreement", options, required=is_on(screen["SLAMandatory"]))


def _choice(
    name: str,
    label: str,
    options: Sequence[Option],
    *,
    default: str = "",
    required: bool = False,
    is_translated: bool = False,
) -> FormField:
    """A default that is not to be had is none."""
    known = default if default in {one.value for one in options} else ""
    return FormField(
        name=name,
        kind=Kind.SELECT,
        label=label,
        options=options,
        default=known,
        required=required,
        is_translated=is_translated,
    )


def _unseen(name: str, default: str) -> FormField:
    """What the customer has no choice in; without a default it is the administrator's mistake."""
    rules = () if default else (MISCONFIGURED,)
    return FormField(name=name, kind=Kind.HIDDEN, label=name, default=default, hidden=True, rules=rules)


def _id(entries: Lookup[Any], name: Any) -> str:
    entry: Entry | None = entries.named(str(name))
    return str(entry.id) if entry and entry.valid else ""
