"""In which order a search lists what it found."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, func, select

from polydesk.desk.fields.models import DynamicFieldValue
from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.queues.models import Queue
from polydesk.desk.search.by_field import value_column
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Look

Order = Sequence[tuple[str, bool]]
"""Names of sort keys, and whether it goes down."""

_FIELD = "DynamicField_"
_COLUMNS: dict[str, Any] = {
    "Age": Ticket.create_time,
    "Created": Ticket.create_time,
    "Changed": Ticket.change_time,
    "Ticket": Ticket.number,
    "TicketNumber": Ticket.number,
    "Title": func.lower(Ticket.title),
    "CustomerID": func.lower(Ticket.customer_id),
    "Owner": Ticket.owner_id,
    "Responsible": Ticket.responsible_id,
    "State": Ticket.state_id,
    "Lock": Ticket.lock_id,
    "Type": Ticket.type_id,
    "Priority": Ticket.priority_id,
    "Service": func.coalesce(Ticket.service_id, 0),
    "SLA": func.coalesce(Ticket.sla_id, 0),
    "Queue": select(Queue.name).where(Queue.id == Ticket.queue_id).scalar_subquery(),
    "PendingTime": Ticket.until_time,
    "TicketEscalation": Ticket.escalation_time,
    "EscalationTime": Ticket.escalation_time,
    "EscalationUpdateTime": Ticket.escalation_update_time,
    "EscalationResponseTime": Ticket.escalation_response_time,
    "EscalationSolutionTime": Ticket.escalation_solution_time,
}
NEWEST_FIRST: Order = (("Age", True),)


def is_sort_key(look: Look, name: str) -> bool:
    return name in _COLUMNS or _field(look, name) is not None


def by_creation_only(order: Order) -> bool:
    return [name in ("Age", "Created") for name, _ in order] == [True]


def ordering(look: Look, order: Order) -> list[UnaryExpression[Any]]:
    """What is equal is listed in the order of creation. Raises Invalid for a name that is none."""
    keys = dict(reversed(order))  # a key that is repeated decides nothing
    terms = [_term(look, name, keys[name]) for name in dict(order)]
    is_down = order[-1][1]
    return [*terms, Ticket.id.desc() if is_down else Ticket.id.asc()]


def _term(look: Look, name: str, is_down: bool) -> UnaryExpression[Any]:
    column = _COLUMNS.get(name)
    if column is not None:
        return _directed(column, is_down)
    field = _field(look, name)
    if field is None:
        raise Invalid("search.unknown_sort_key", name=name)
    term = _directed(_value(field), is_down)
    return term.nulls_last() if is_down else term.nulls_first()


def _directed(column: ColumnElement[Any], is_down: bool) -> UnaryExpression[Any]:
    return column.desc() if is_down else column.asc()


def _field(look: Look, name: str) -> FieldEntry | None:
    field = look.config(Fields).named(name[len(_FIELD) :]) if name.startswith(_FIELD) else None
    return field if field and field.object_kind == "Ticket" else None


def _value(field: FieldEntry) -> ColumnElement[Any]:
    """The field's first value."""
    values = select(value_column(field)).where(
        DynamicFieldValue.object_id == Ticket.id, DynamicFieldValue.field_id == field.id
    )
    return values.order_by(DynamicFieldValue.id).limit(1).scalar_subquery()
