"""Set on a ticket what control headers ask for: those of a trusted mailbox, and those our own filters set.

The values are names, as in OTRS. Queue, state and priority of a new ticket are decided before it is opened, what is
said of the article itself before that is written: of these only wrong values are found here.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from polydesk.desk.fields.registry import Fields
from polydesk.desk.mailroom.article_controls import FOLLOW_UP, PREFIX, flag_of, sender_type_of, visible_of_type
from polydesk.desk.mailroom.pending_until import pending_until
from polydesk.desk.people.customers import find_customer
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_service import set_service, set_sla
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.set_type import set_type
from polydesk.kernel.errors import DeskError
from polydesk.kernel.lookup import Lookup
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

Control = Callable[[Work, int, str], bool]
"""Returns whether there is such a thing."""


def apply_controls(
    work: Work, ticket_id: int, article_id: int, controls: Mapping[str, str], *, follow_up: bool
) -> list[str]:
    """The headers that named something there is not. For follow-ups only X-OTRS-FollowUp-… counts."""
    unknown = []
    for name, value in sorted(controls.items(), key=_turn):
        is_for_follow_up = name.startswith(FOLLOW_UP)
        if is_for_follow_up == follow_up and value and not _apply(work, ticket_id, article_id, _part(name), value):
            unknown.append(f"{name}: {value}")
    return unknown


_FIELD = "dynamicfield-"
_FREE_FIELD = re.compile(r"(ticket|article)(key|value|time)(\d{1,2})", re.ASCII)
_FREE_KINDS = {"key": "key", "value": "text", "time": "time"}


def _turn(control: tuple[str, str]) -> bool:
    """The pending time comes after the state, which it needs."""
    return _part(control[0]) == _PENDING


def _part(name: str) -> str:
    return name.removeprefix(FOLLOW_UP).removeprefix(PREFIX)


def _apply(work: Work, ticket_id: int, article_id: int, part: str, value: str) -> bool:
    if field := _field_name(part):
        return _set_field(work, ticket_id, article_id, field, value)
    control = _CONTROLS.get(part)
    return control is not None and control(work, ticket_id, value)


def _field_name(part: str) -> str:
    """OTRS' older X-OTRS-TicketKey1, -TicketValue1, … mean the fields that its free texts became."""
    found = _FREE_FIELD.fullmatch(part)
    if found:
        return f"{found[1]}free{_FREE_KINDS[found[2]]}{found[3]}"
    return part.removeprefix(_FIELD) if part.startswith(_FIELD) else ""


def _named(lookup_of: Callable[[Catalogue], Lookup[Any]], change: Callable[[Work, int, int], object]) -> Control:
    def control(work: Work, ticket_id: int, value: str) -> bool:
        entry = lookup_of(work.config(Catalogue)).named(value)
        if entry is None or not entry.valid:
            return False
        change(work, ticket_id, entry.id)
        return True

    return control


def _id(value: str) -> int | None:
    return int(value) if re.fullmatch("[0-9]{1,9}", value) else None


def _agent(change: Callable[[Work, int, int], object], *, by_id: bool = False) -> Control:
    def control(work: Work, ticket_id: int, value: str) -> bool:
        agents = work.config(Directory).agents
        agent = agents.get(_id(value)) if by_id else agents.named(value)
        if agent is None or not agent.valid:
            return False
        change(work, ticket_id, agent.id)
        return True

    return control


def _title(work: Work, ticket_id: int, value: str) -> bool:
    rename_ticket(work, ticket_id, value)
    return True


def _customer_user(work: Work, ticket_id: int, value: str) -> bool:
    person = find_customer(work, value)
    if person:
        set_customer(work, ticket_id, customer_id=person.customer_id, customer_user=person.login)
    return person is not None


def _customer_no(work: Work, ticket_id: int, value: str) -> bool:
    ticket = load_ticket(work, ticket_id, "rw")
    set_customer(work, ticket_id, customer_id=value, customer_user=ticket.customer_user)
    return True


def _pending_time(work: Work, ticket_id: int, value: str) -> bool:
    """A ticket that does not wait has no time until which it does."""
    state = work.config(Catalogue).states[load_ticket(work, ticket_id, "rw").state_id]
    until = pending_until(value, work.now, work.config(Settings).zone)
    if until is None or not state.type.startswith("pending"):
        return False
    set_pending_time(work, ticket_id, until)
    return True


def _heeded(is_right: Callable[[str], bool]) -> Control:
    """What took effect before the ticket or the article was written, if its value was right."""
    return lambda _work, _ticket_id, value: is_right(value)


_PENDING = "state-pendingtime"
_CONTROLS: Mapping[str, Control] = {
    "queue": _named(lambda catalogue: catalogue.queues, move_ticket),
    "state": _named(lambda catalogue: catalogue.states, set_state),
    "priority": _named(lambda catalogue: catalogue.priorities, set_priority),
    "type": _named(lambda catalogue: catalogue.types, set_type),
    "service": _named(lambda catalogue: catalogue.services, set_service),
    "sla": _named(lambda catalogue: catalogue.slas, set_sla),
    "lock": _named(lambda catalogue: catalogue.locks, set_lock),
    "owner": _agent(assign_owner),
    "ownerid": _agent(assign_owner, by_id=True),
    "responsible": _agent(assign_responsible),
    "responsibleid": _agent(assign_responsible, by_id=True),
    "title": _title,
    "customeruser": _customer_user,
    "customerno": _customer_no,
    _PENDING: _pending_time,
    "state-keep": _heeded(lambda value: flag_of(value) is not None),
    "sendertype": _heeded(lambda value: sender_type_of(value) is not None),
    "isvisibleforcustomer": _heeded(lambda value: flag_of(value) is not None),
    "articletype": _heeded(lambda value: visible_of_type(value) is not None),
    "ignore": _heeded(lambda value: flag_of(value) is not None),
    "loop": _heeded(lambda _value: True),
}


def _set_field(work: Work, ticket_id: int, article_id: int, name: str, value: str) -> bool:
    """Header names come in any case."""
    fields = work.config(Fields)
    field = next((one for one in (*fields.of_tickets, *fields.of_articles) if one.name.lower() == name), None)
    if field is None or field.internal:
        return False
    try:
        of_article = article_id if field.object_kind == "Article" else None
        set_fields(work, ticket_id, [(field, value)], article_id=of_article)
    except DeskError:
        return False
    return True
