"""The properties TicketUpdate sets, in the original's order: title, queue, lock, type, state, … responsible."""

from polydesk.api.generic_interface.checks.lookups import Property, T
from polydesk.api.generic_interface.checks.ticket import Properties, TicketPart, properties
from polydesk.api.generic_interface.errors import CANCELLED, Fault, Refusal
from polydesk.api.generic_interface.perl import given
from polydesk.desk.people.customers import find_customer
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_service import set_service, set_sla
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.set_type import set_type
from polydesk.kernel.work import Work

QUEUE_NOT_SET = "Ticket queue could not be updated, please contact system administrator!"
NO_PENDING_TIME = "Can't set a ticket on a pending state without pendig time!"


def change_properties(work: Work, ticket: Ticket, part: TicketPart) -> None:
    of = properties(work)
    title = part.sent.get("Title")
    if isinstance(title, str) and title != "":
        rename_ticket(work, ticket.id, title, right="ro")
    if part.queue:
        _move(work, ticket, part, of)
    if part.lock:
        set_lock(work, ticket.id, _chosen(of.lock, part, part.lock).id, right="ro")
    if part.type:
        set_type(work, ticket.id, _chosen(of.type, part, part.type).id, right="ro")
    if part.state:
        _set_state(work, ticket, part, of)
    if part.service:
        set_service(work, ticket.id, _chosen(of.service, part, part.service).id, right="ro")
    if part.sla:
        set_sla(work, ticket.id, _chosen(of.sla, part, part.sla).id, right="ro")
    _set_customer(work, ticket, part)
    if part.priority:
        set_priority(work, ticket.id, _chosen(of.priority, part, part.priority).id)
    if part.owner:
        assign_owner(work, ticket.id, _chosen(of.owner, part, part.owner).id)
    if part.responsible:
        assign_responsible(work, ticket.id, _chosen(of.responsible, part, part.responsible).id)


def _chosen(wanted: Property[T], part: TicketPart, checked: T) -> T:
    """When a name and an ID are sent the name is set, although the ID was checked."""
    name = part.sent.get(wanted.key)
    if not given(name):
        return checked
    entry = wanted.by_name(name)
    if entry is None or not entry.valid:
        raise Fault(CANCELLED)
    return entry


def _move(work: Work, ticket: Ticket, part: TicketPart, of: Properties) -> None:
    assert part.queue
    queue = _chosen(of.queue, part, part.queue)
    if given(part.sent.get("Queue")) and part.word("Queue") != queue.name:
        raise Fault(QUEUE_NOT_SET)  # found in another case by the check, not found by the change
    move_ticket(work, ticket.id, queue.id, right="rw")


def _set_state(work: Work, ticket: Ticket, part: TicketPart, of: Properties) -> None:
    assert part.state
    state = _chosen(of.state, part, part.state)
    if state.type.startswith("pending"):
        if part.pending is None:
            raise Refusal("TicketUpdate.MissingParameter", NO_PENDING_TIME)
        if part.pending.until is None:
            raise Fault(CANCELLED)
        set_pending_time(work, ticket.id, part.pending.until)
    set_state(work, ticket.id, state.id, right="ro")


def _set_customer(work: Work, ticket: Ticket, part: TicketPart) -> None:
    """CustomerUser takes its CustomerID along, empty for an unknown one; CustomerID alone empties the customer user."""
    user, company = part.word("CustomerUser"), part.word("CustomerID")
    if not user and not company:
        return
    if user and not company:
        person = find_customer(work, user)
        company = person.customer_id if person else ""
    set_customer(work, ticket.id, customer_id=company, customer_user=user, right="ro")
