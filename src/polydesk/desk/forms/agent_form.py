"""The form by which an agent opens a ticket: for somebody who called, or to write to somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.forms.about import About
from polydesk.desk.forms.acl import narrowed
from polydesk.desk.forms.check import DATETIME, value_of
from polydesk.desk.forms.choices import (
    priority_options,
    service_options,
    sla_options,
    state_options,
    type_options,
)
from polydesk.desk.forms.dynamic import dynamic_form_field
from polydesk.desk.forms.field import FormField, Kind, Option, Validator
from polydesk.desk.forms.ticket_form import BODY_LENGTH, TITLE_LENGTH, longest
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

PHONE, EMAIL = "phone", "email"
ENDPOINTS = {PHONE: "AgentTicketPhone", EMAIL: "AgentTicketEmail"}
"""What ACLs call the two forms."""
STATE_TYPES = ("new", "open", "pending reminder", "pending auto", "closed")
DEFAULT_STATE, DEFAULT_PRIORITY = "open", "3 normal"
_NOBODY = Option("", "-")


def agent_ticket_fields(look: Look, kind: str, login: str, sent: Mapping[str, Any]) -> list[FormField]:
    """`login` is the customer user the ticket is going to be for, empty while nobody is chosen."""
    fields = [
        FormField(name="Title", kind=Kind.TEXT, label="Subject", required=True, rules=(longest(TITLE_LENGTH),)),
        FormField(name="Body", kind=Kind.TEXTAREA, label="Text", required=True, rules=(longest(BODY_LENGTH),)),
        _queue(look),
        *_type(look),
        *_service_and_sla(look, login, sent),
        *_state(look, sent),
        _select("PriorityID", "Priority", priority_options(look), default=DEFAULT_PRIORITY, required=True),
        *_agents(look),
        *(_dynamic(look, entry) for entry in shown_fields(look)),
    ]
    return narrowed(look, fields, About(endpoint=ENDPOINTS[kind], login=login, sent=sent))


def _queue(look: Look) -> FormField:
    """Nobody is asked to choose where there is one only."""
    options = queue_options(look)
    return _select("QueueID", "Queue", options, default=options[0].label if len(options) == 1 else "", required=True)


def queue_options(look: Look) -> list[Option]:
    """The queues the acting agent may open tickets in."""
    assert isinstance(look.actor, AgentActor)  # a form for nobody else
    groups = look.config(Directory).groups_with(look.actor.id, "create")
    queues = (one for one in look.config(Catalogue).queues if one.valid and one.group_id in groups)
    return [Option(str(one.id), one.name) for one in sorted(queues, key=lambda one: one.name)]


def shown_fields(look: Look) -> list[FieldEntry]:
    """Those of tickets that people fill in, in their order."""
    shown = (one for one in look.config(Fields).of_tickets if not one.internal)
    return sorted(shown, key=lambda one: (one.position, one.name))


def _dynamic(look: Look, entry: FieldEntry) -> FormField:
    field = dynamic_form_field(look, entry, required=False)
    needs_none = field.kind is Kind.SELECT and not field.is_multiple and not field.default
    if needs_none and field.options and field.options[0] != _NOBODY:
        return replace(field, options=[_NOBODY, *field.options])
    return field


def _type(look: Look) -> Iterable[FormField]:
    settings = look.config(Settings)
    if settings["Ticket::Type"]:
        default = str(settings["Ticket::Type::Default"])
        yield _select("TypeID", "Type", type_options(look), default=default, required=True)


def _service_and_sla(look: Look, login: str, sent: Mapping[str, Any]) -> Iterable[FormField]:
    """Of a service its SLAs; of a customer their services."""
    if not look.config(Settings)["Ticket::Service"]:
        return
    service = _select("ServiceID", "Service", [_NOBODY, *service_options(look, login)])
    yield service
    chosen = str(value_of(service, sent))
    is_offered = chosen != "" and chosen in {one.value for one in service.options or ()}
    yield _select("SLAID", "SLA", [_NOBODY, *sla_options(look, int(chosen) if is_offered else None)])


def _state(look: Look, sent: Mapping[str, Any]) -> Iterable[FormField]:
    """A ticket that waits needs to know until when."""
    state = _select("StateID", "State", state_options(look, STATE_TYPES), default=DEFAULT_STATE, required=True)
    yield state
    chosen = str(value_of(state, sent))
    names = {str(one.id): one.type for one in look.config(Catalogue).states}
    if names.get(chosen, "").startswith("pending"):
        rules = (Validator(DATETIME),)
        yield FormField(name="PendingUntil", kind=Kind.DATETIME, label="Pending until", required=True, rules=rules)


def _agents(look: Look) -> Iterable[FormField]:
    agents = (one for one in look.config(Directory).agents if one.valid and one.id != SYSTEM_AGENT_ID)
    people = sorted((one.full_name or one.login, str(one.id)) for one in agents)
    options = [_NOBODY, *(Option(value, label) for label, value in people)]
    yield _select("OwnerID", "Owner", options)
    if look.config(Settings)["Ticket::Responsible"]:
        yield _select("ResponsibleID", "Responsible", options)


def _select(name: str, label: str, options: list[Option], *, default: str = "", required: bool = False) -> FormField:
    """`default` is the label of an option; one that is not to be had is none."""
    known = next((one.value for one in options if one.label == default), "")
    return FormField(name=name, kind=Kind.SELECT, label=label, options=options, default=known, required=required)
