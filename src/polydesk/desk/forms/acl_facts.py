"""What ACLs may ask about a form: the ticket as it is stored, and as it would be with what is filled in."""

import re
from collections.abc import Callable, Mapping, Sequence

from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import Stored, read_values
from polydesk.desk.forms.about import About
from polydesk.desk.forms.acl_match import Facts, Known
from polydesk.desk.forms.check import value_of
from polydesk.desk.forms.dynamic import PREFIX
from polydesk.desk.forms.field import FormField
from polydesk.desk.people.customer_groups import RIGHTS, customer_groups
from polydesk.desk.people.customers import company_ids_of, find_customer
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue, StateEntry
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.lookup import Named
from polydesk.kernel.work import Look

Properties = dict[str, Known]
_AN_ID = re.compile(r"[0-9]{1,18}")
_ID_OF_NEXT = {"NextStateID": "StateID"}


def facts_of(look: Look, fields: Sequence[FormField], about: About) -> tuple[Facts, Facts]:
    """For `Properties` and for `PropertiesDatabase`."""
    stored = _stored(look, about.ticket) if about.ticket is not None else {}
    filled_in = {_ID_OF_NEXT.get(one.name, one.name): value_of(one, about.sent) for one in fields}
    whole = {**stored, **_named(look, filled_in)}
    around: dict[str, Mapping[str, Known]] = {
        "Frontend": {"Endpoint": about.endpoint},
        "Process": about.process,
        "CustomerUser": _customer(look, about.login),
    }
    return {**around, **_grouped(whole)}, {**around, **_grouped(stored)}


def _stored(look: Look, ticket: Ticket | AnyRow) -> Properties:
    ids = {
        "QueueID": ticket.queue_id,
        "StateID": ticket.state_id,
        "PriorityID": ticket.priority_id,
        "TypeID": ticket.type_id,
        "ServiceID": ticket.service_id,
        "SLAID": ticket.sla_id,
        "LockID": ticket.lock_id,
        "OwnerID": ticket.owner_id,
        "ResponsibleID": ticket.responsible_id,
    }
    texts = {
        "TicketID": str(ticket.id),
        "TicketNumber": ticket.number,
        "Title": ticket.title,
        "CustomerID": ticket.customer_id,
        "CustomerUserID": ticket.customer_user,
    }
    of_tickets = look.config(Fields).of_tickets
    values = read_values(look.connection, of_tickets, [ticket.id]).get(ticket.id, {})
    dynamic = {PREFIX + one.name: _known(values[one.id]) for one in of_tickets if one.id in values}
    known = {name: str(one) for name, one in ids.items() if one is not None}
    return {**texts, **dynamic, **_named(look, known)}


def _known(value: Stored) -> Known:
    return value if isinstance(value, list) else str(value)


def _named(look: Look, values: Mapping[str, Known]) -> Properties:
    """Values with the names of what they are the ids of; ids of nothing are left out."""
    found: Properties = {}
    by_id = _found_by_id(look)
    for name, value in values.items():
        if name not in by_id:
            found[name] = value
        elif (entry := by_id[name](_id(value))) is not None:
            found |= {name: str(entry.id), name.removesuffix("ID"): entry.name}
            if isinstance(entry, StateEntry):
                found["StateType"] = entry.type
    return found


def _found_by_id(look: Look) -> Mapping[str, Callable[[int], Named | None]]:
    catalogue, agents = look.config(Catalogue), look.config(Directory).agents
    return {
        "QueueID": catalogue.queues.get,
        "StateID": catalogue.states.get,
        "PriorityID": catalogue.priorities.get,
        "TypeID": catalogue.types.get,
        "ServiceID": catalogue.services.get,
        "SLAID": catalogue.slas.get,
        "LockID": catalogue.locks.get,
        "OwnerID": agents.get,
        "ResponsibleID": agents.get,
    }


def _id(value: Known) -> int:
    """0, which is nothing's, for what is no id."""
    return int(value) if isinstance(value, str) and _AN_ID.fullmatch(value) else 0


def _grouped(ticket: Properties) -> dict[str, Mapping[str, Known]]:
    """The ticket's properties, and once more by what they are, as OTRS offers them."""
    if not ticket:
        return {}
    groups: dict[str, Mapping[str, Known]] = {"Ticket": ticket}
    for name, id_key in (("Queue", "QueueID"), ("Service", "ServiceID"), ("SLA", "SLAID")):
        groups[name] = _part(ticket, {"Name": name, id_key: id_key})
    for name in ("Priority", "Type", "Lock"):
        groups[name] = _part(ticket, {"Name": name, "ID": f"{name}ID"})
    groups["State"] = _part(ticket, {"Name": "State", "ID": "StateID", "TypeName": "StateType"})
    for name in ("Owner", "Responsible"):
        groups[name] = _part(ticket, {"UserLogin": name, "UserID": f"{name}ID"})
    groups["DynamicField"] = {name: value for name, value in ticket.items() if name.startswith(PREFIX)}
    return groups


def _part(ticket: Properties, names: Mapping[str, str]) -> Properties:
    return {shown: ticket[name] for shown, name in names.items() if name in ticket}


def _customer(look: Look, login: str) -> Properties:
    person = find_customer(look, login)
    if person is None:
        return {}
    return {
        "UserLogin": person.login,
        "UserEmail": person.email,
        "UserCustomerID": person.customer_id,
        "UserFirstname": person.first_name,
        "UserLastname": person.last_name,
        **_groups(look, login),
    }


def _groups(look: Look, login: str) -> Properties:
    """Where groups count for customers."""
    actor, names = CustomerActor(login, company_ids_of(look, login)), look.config(Directory).groups
    rights = {right: customer_groups(look, actor, right) for right in RIGHTS}
    return {f"Group_{right}": [names[one].name for one in ids] for right, ids in rights.items() if ids is not None}
