"""Actions of transitions that set one property of the ticket."""

from collections.abc import Mapping
from typing import Any

from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.fields.validate import Value, suits
from polydesk.desk.people.directory import Directory
from polydesk.desk.processes.chosen import needed, pending_until, text
from polydesk.desk.processes.place import ACTIVITY_FIELD, PROCESS_FIELD
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.queues.customer_services import choosable_services
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.desk.tickets.set_fields import Setting, set_fields
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_service import set_service, set_sla
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.set_type import set_type
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Look, Work

Config = Mapping[str, Any]


def queue_set(work: Work, ticket: Ticket, config: Config) -> None:
    move_ticket(work, ticket.id, needed(work.config(Catalogue).queues, config, "Queue").id)


def state_set(work: Work, ticket: Ticket, config: Config) -> None:
    """With the time until which a pending ticket waits."""
    state = needed(work.config(Catalogue).states, config, "State")
    until = pending_until(work, config) if state.type.startswith("pending") else None
    set_state(work, ticket.id, state.id)
    if until is not None:
        set_pending_time(work, ticket.id, until)


def priority_set(work: Work, ticket: Ticket, config: Config) -> None:
    set_priority(work, ticket.id, needed(work.config(Catalogue).priorities, config, "Priority").id)


def lock_set(work: Work, ticket: Ticket, config: Config) -> None:
    set_lock(work, ticket.id, needed(work.config(Catalogue).locks, config, "Lock").id)


def type_set(work: Work, ticket: Ticket, config: Config) -> None:
    set_type(work, ticket.id, needed(work.config(Catalogue).types, config, "Type").id)


def service_set(work: Work, ticket: Ticket, config: Config) -> None:
    """One that the ticket's customer may have, as everywhere."""
    service = needed(work.config(Catalogue).services, config, "Service")
    if service.id not in choosable_services(work, ticket.customer_user):
        raise Invalid("process.service_not_for_customer", service=service.name)
    set_service(work, ticket.id, service.id)


def sla_set(work: Work, ticket: Ticket, config: Config) -> None:
    sla = needed(work.config(Catalogue).slas, config, "SLA")
    if ticket.service_id not in sla.service_ids:
        raise Invalid("process.sla_not_of_service", sla=sla.name)
    set_sla(work, ticket.id, sla.id)


def owner_set(work: Work, ticket: Ticket, config: Config) -> None:
    assign_owner(work, ticket.id, needed(work.config(Directory).agents, config, "Owner").id)


def responsible_set(work: Work, ticket: Ticket, config: Config) -> None:
    assign_responsible(work, ticket.id, needed(work.config(Directory).agents, config, "Responsible").id)


def title_set(work: Work, ticket: Ticket, config: Config) -> None:
    title = text(config, "Title")
    if not title:
        raise Invalid("process.value_missing", key="Title")
    rename_ticket(work, ticket.id, title)


def customer_set(work: Work, ticket: Ticket, config: Config) -> None:
    """OTRS has two words for each of the two."""
    customer_id = text(config, "CustomerID", "No") or ticket.customer_id
    customer_user = text(config, "CustomerUserID", "User") or ticket.customer_user
    set_customer(work, ticket.id, customer_id=customer_id, customer_user=customer_user)


def dynamic_field_set(work: Work, ticket: Ticket, config: Config) -> None:
    """Each key is the name of a field. Where a ticket stands in its process is for transitions to say."""
    for name in (PROCESS_FIELD, ACTIVITY_FIELD):
        if name in config:
            raise Invalid("process.field_unknown", field=name)
    set_fields(work, ticket.id, field_settings(work, config))


def field_settings(look: Look, config: Config) -> list[Setting]:
    """Raises Invalid for a field that is not there, and for a value it can not hold."""
    fields, settings = look.config(Fields), []
    for name, value in config.items():
        field = fields.named(name)
        if field is None or field.object_kind != "Ticket":
            raise Invalid("process.field_unknown", field=name)
        settings.append((field, _fitting(look, field, value)))
    return settings


def _fitting(look: Look, field: FieldEntry, value: Any) -> Value:
    several = value if isinstance(value, list) else [value or ""]
    texts = [str(one) for one in several]
    fitting: Value = texts if field.kind == "Multiselect" else ", ".join(texts)
    if not suits(field, fitting, now=look.now):
        raise Invalid("process.field_value", field=field.name)
    return fitting
