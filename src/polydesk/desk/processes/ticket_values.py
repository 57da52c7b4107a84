"""What a ticket is like, by the names OTRS gives its properties: for conditions, and for tags in texts."""

from datetime import datetime

from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.fields.values import Stored, read_values
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.clock import epoch
from polydesk.kernel.lookup import Named
from polydesk.kernel.work import Look

Value = str | list[str]
PREFIX = "DynamicField_"
SHOWN = "_Value"
"""At the end of a dynamic field's name: its value as people read it."""


def ticket_values(look: Look, ticket: Ticket) -> dict[str, Value]:
    """The ticket as it is at this moment of the work. One statement."""
    return {**_properties(look, ticket), **_dynamic(look, ticket.id)}


def _properties(look: Look, ticket: Ticket) -> dict[str, Value]:
    catalogue, agents = look.config(Catalogue), look.config(Directory).agents
    state = catalogue.states[ticket.state_id]
    named: dict[str, Named | None] = {
        "Queue": catalogue.queues[ticket.queue_id],
        "State": state,
        "Priority": catalogue.priorities[ticket.priority_id],
        "Lock": catalogue.locks[ticket.lock_id],
        "Type": catalogue.types[ticket.type_id],
        "Service": catalogue.services.get(ticket.service_id),
        "SLA": catalogue.slas.get(ticket.sla_id),
        "Owner": agents.get(ticket.owner_id),
        "Responsible": agents.get(ticket.responsible_id),
    }
    values: dict[str, Value] = {}
    for name, entry in named.items():
        values[name], values[f"{name}ID"] = (entry.name, str(entry.id)) if entry else ("", "")
    return {
        **values,
        "TicketID": str(ticket.id),
        "TicketNumber": ticket.number,
        "Title": ticket.title,
        "StateType": state.type,
        "CustomerID": ticket.customer_id,
        "CustomerUserID": ticket.customer_user,
        "ArchiveFlag": "y" if ticket.archived else "n",
        "Created": _moment(ticket.create_time),
        "Changed": _moment(ticket.change_time),
        "Age": str(epoch(look.now) - epoch(ticket.create_time)),
        "RealTillTimeNotUsed": str(ticket.until_time),
        "UntilTime": str(ticket.until_time - epoch(look.now) if ticket.until_time else 0),
    }


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _dynamic(look: Look, ticket_id: int) -> dict[str, Value]:
    fields = look.config(Fields).of_tickets
    stored = read_values(look.connection, fields, [ticket_id]).get(ticket_id, {})
    values: dict[str, Value] = {}
    for field in fields:
        if field.id in stored:
            values[PREFIX + field.name] = _as_written(stored[field.id])
            values[PREFIX + field.name + SHOWN] = _as_read(field, stored[field.id])
    return values


def _as_written(value: Stored) -> Value:
    return value if isinstance(value, list) else str(value)


def _as_read(field: FieldEntry, value: Stored) -> str:
    """Labels instead of keys."""
    keys = value if isinstance(value, list) else [str(value)]
    return ", ".join(field.possible_values.get(key, key) for key in keys)
