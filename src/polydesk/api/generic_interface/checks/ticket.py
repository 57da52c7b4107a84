"""The checks of a request's `Ticket` part, in the original's order: rows 6 to 17 of TicketCreate, 8 of TicketUpdate."""

from dataclasses import dataclass, replace
from typing import Any

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.checks.lookups import Property, T
from polydesk.api.generic_interface.pending_time import PendingTime, parse_pending_time
from polydesk.api.generic_interface.perl import given, is_string, text, trimmed
from polydesk.api.generic_interface.words import GUIDE_STATES
from polydesk.desk.people.addresses import all_valid
from polydesk.desk.people.customers import CustomerPerson, find_customer
from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.desk.queues.catalogue import Catalogue, Entry, QueueEntry, SlaEntry, StateEntry
from polydesk.desk.queues.customer_services import may_choose_service
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPart:
    """What the checks found; None for what was not sent. `sent` is the trimmed part as the client wrote it."""

    sent: dict[str, Any]
    customer: CustomerPerson | None = None
    queue: QueueEntry | None = None
    lock: Entry | None = None
    type: Entry | None = None
    service: Entry | None = None
    sla: SlaEntry | None = None
    state: StateEntry | None = None
    priority: Entry | None = None
    owner: AgentEntry | None = None
    responsible: AgentEntry | None = None
    pending: PendingTime | None = None

    def word(self, key: str) -> str:
        """A text of the part, empty if it was not sent or is no text."""
        value = self.sent.get(key)
        return text(value) if given(value) and is_string(value) else ""


def trimmed_ticket(sent: dict[str, Any], *, guide: bool) -> dict[str, Any]:
    ticket = trimmed(sent)
    if isinstance(ticket.get("PendingTime"), dict):
        ticket["PendingTime"] = trimmed(ticket["PendingTime"])
    if guide and isinstance(ticket.get("State"), str):
        ticket["State"] = GUIDE_STATES.get(ticket["State"], ticket["State"])
    return ticket


@dataclass(frozen=True)
class Properties:
    """Every property a request can name, with the original's regard to case."""

    queue: Property[QueueEntry]
    lock: Property[Entry]
    type: Property[Entry]
    service: Property[Entry]
    sla: Property[SlaEntry]
    state: Property[StateEntry]
    priority: Property[Entry]
    owner: Property[AgentEntry]
    responsible: Property[AgentEntry]


def properties(look: Look) -> Properties:
    catalogue, agents = look.config(Catalogue), look.config(Directory).agents
    return Properties(
        queue=Property("Queue", catalogue.queues, in_any_case=True),
        lock=Property("Lock", catalogue.locks),
        type=Property("Type", catalogue.types),
        service=Property("Service", catalogue.services, in_any_case=True),
        sla=Property("SLA", catalogue.slas, in_any_case=True),
        state=Property("State", catalogue.states, in_any_case=True),
        priority=Property("Priority", catalogue.priorities),
        owner=Property("Owner", agents, in_any_case=True),
        responsible=Property("Responsible", agents, in_any_case=True),
    )


class TicketChecks:
    """One request's checks. `required` are the properties TicketCreate cannot do without."""

    def __init__(self, call: Call, look: Look, sent: dict[str, Any], *, required: bool) -> None:
        self.call = call
        self.look = look
        self.required = required
        self.ticket = trimmed_ticket(sent, guide=call.guide)
        self.of = properties(look)

    def run(self, *, service_customer: str, service_before: int | None = None) -> TicketPart:
        """`service_customer`, `service_before`: whose service and which service's SLA, if the request does not say."""
        part = TicketPart(sent=self.ticket, customer=self._customer())
        part = replace(part, queue=self._queue(), lock=self._optional(self.of.lock), type=self._type())
        part = replace(part, service=self._service(part.word("CustomerUser") or service_customer))
        part = replace(part, sla=self._sla(part.service.id if part.service else service_before))
        part = replace(part, state=self._needed(self.of.state), priority=self._needed(self.of.priority))
        part = replace(part, owner=self._optional(self.of.owner), responsible=self._optional(self.of.responsible))
        return replace(part, pending=self._pending())

    def _customer(self) -> CustomerPerson | None:
        sent = self.ticket.get("CustomerUser")
        if self.required:
            self._must_be_given("Title")
            self._must_be_given("CustomerUser")
        if not given(sent):
            return None
        person = find_customer(self.look, text(sent)) if is_string(sent) else None
        if person is None and not (is_string(sent) and self._is_address(text(sent))):
            self.call.refuse("InvalidParameter", "Ticket->CustomerUser parameter is invalid!")
        return person

    def _must_be_given(self, key: str) -> None:
        value = self.ticket.get(key)
        if not given(value) or not is_string(value):
            self.call.refuse("MissingParameter", f"Ticket->{key} parameter is missing!")

    def _is_address(self, sent: str) -> bool:
        if not self.look.config(Settings)["CheckEmailAddresses"]:
            return True
        return all_valid(sent, refuse_example_domains=not self.call.guide)

    def _queue(self) -> QueueEntry | None:
        return self._needed(self.of.queue)

    def _type(self) -> Entry | None:
        if self.required and self.look.config(Settings)["Ticket::Type"] and not self.of.type.is_sent(self.ticket):
            self.call.refuse("MissingParameter", f"{self.of.type.message} required by sysconfig option!")
        return self._optional(self.of.type)

    def _needed(self, wanted: Property[T]) -> T | None:
        if self.required and not wanted.is_sent(self.ticket):
            self.call.refuse("MissingParameter", f"{wanted.message} required!")
        return self._optional(wanted)

    def _optional(self, wanted: Property[T]) -> T | None:
        if not wanted.is_sent(self.ticket):
            return None
        return self._or_refuse(wanted, wanted.checked(self.ticket))

    def _or_refuse(self, wanted: Property[T], entry: T | None) -> T:
        if entry is None:
            self.call.refuse("InvalidParameter", f"{wanted.message} invalid!")
        return entry

    def _service(self, customer: str) -> Entry | None:
        service = self._optional(self.of.service)
        if service and not may_choose_service(self.look, customer, service.id):
            self._or_refuse(self.of.service, None)
        return service

    def _sla(self, service_id: int | None) -> SlaEntry | None:
        sla = self._optional(self.of.sla)
        if sla and service_id not in sla.service_ids:
            self._or_refuse(self.of.sla, None)
        return sla

    def _pending(self) -> PendingTime | None:
        sent = self.ticket.get("PendingTime")
        if not given(sent):
            return None
        pending = parse_pending_time(sent, now=self.look.now, zone=self.look.config(Settings).zone)
        if pending is None:
            self.call.refuse("InvalidParameter", "Ticket->PendingTime parameter is invalid!")
        return pending
