"""The properties of a ticket an agent may change in place: who may, to what, and by which verb of the desk."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from polydesk.desk.people.customers import find_customer, find_customer_by_address
from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.open import LONGEST_TITLE
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_service import set_service, set_sla
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.set_type import set_type
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.clock import epoch, read_moment
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page

Choices = Mapping[int, str]
"""Names by id, in the order they are shown."""
HasProperties = AnyRow | Ticket


@dataclass(frozen=True, slots=True)
class Property:
    """`column` holds the id of one of `choices`. Properties without choices have a form of their own."""

    right: str
    apply: Callable[[Work, Ticket, Page], object]
    column: str = ""
    choices: Callable[[Look, HasProperties], Choices] | None = None
    setting: str = ""
    """Only where this setting is on."""

    def is_used(self, look: Look) -> bool:
        return not self.setting or bool(look.config(Settings)[self.setting])


def states(look: Look, _ticket: HasProperties) -> Choices:
    return {one.id: one.name for one in look.config(Catalogue).states if one.valid and one.type != "merged"}


def _priorities(look: Look, _ticket: HasProperties) -> Choices:
    return {one.id: one.name for one in look.config(Catalogue).priorities if one.valid}


def _queues(look: Look, _ticket: HasProperties) -> Choices:
    groups = look.config(Directory).groups_with(acting_agent_id(look.actor), "move_into")
    listed = [one for one in look.config(Catalogue).queues if one.valid and one.group_id in groups]
    return {one.id: one.name for one in sorted(listed, key=lambda one: one.name.casefold())}


def _types(look: Look, _ticket: HasProperties) -> Choices:
    return {one.id: one.name for one in look.config(Catalogue).types if one.valid}


def _services(look: Look, _ticket: HasProperties) -> Choices:
    listed = [one for one in look.config(Catalogue).services if one.valid]
    return {one.id: one.name for one in sorted(listed, key=lambda one: one.name.casefold())}


def _slas(look: Look, ticket: HasProperties) -> Choices:
    listed = look.config(Catalogue).slas
    return {one.id: one.name for one in listed if one.valid and ticket.service_id in one.service_ids}


def _agents(look: Look, ticket: HasProperties) -> Choices:
    """Who may own tickets of this queue."""
    group = look.config(Catalogue).queues[ticket.queue_id].group_id
    return _named(one for one in look.config(Directory).agents if one.valid and group in one.rights["owner"])


def _named(agents: Iterable[AgentEntry]) -> Choices:
    ordered = sorted(agents, key=lambda one: (one.last_name.casefold(), one.first_name.casefold()))
    return {one.id: one.full_name or one.login for one in ordered}


def chosen(page: Page, choices: Choices, field: str = "value") -> int:
    """Raises Invalid for what is not among them."""
    found = number_of(page.text(field))
    if found is None or found not in choices:
        raise Invalid("choice")
    return found


def _set_title(work: Work, ticket: Ticket, page: Page) -> None:
    title = " ".join(page.text("value").split())
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid("title", longest=LONGEST_TITLE)
    rename_ticket(work, ticket.id, title, longest=LONGEST_TITLE)


def _set_state(work: Work, ticket: Ticket, page: Page) -> None:
    change_state(work, ticket, chosen(page, states(work, ticket)), page)


def change_state(work: Work, ticket: Ticket, state_id: int, page: Page) -> None:
    """With the time until which a pending ticket waits, which the form gives as `until`."""
    until = None
    if work.config(Catalogue).states[state_id].type.startswith("pending"):
        until = read_moment(page.text("until"), work.config(Settings).zone)
        if until is None or epoch(until) <= epoch(work.now):
            raise Invalid("pending_time")
    set_state(work, ticket.id, state_id)
    if until:
        set_pending_time(work, ticket.id, epoch(until))


def _set_customer(work: Work, ticket: Ticket, page: Page) -> None:
    """A login or an address; a known customer user brings their company along unless another is named."""
    typed, company = page.text("value").strip(), page.text("company").strip()
    person = find_customer(work, typed) or find_customer_by_address(work, typed) if typed else None
    login = person.login if person else typed
    is_other = person is not None and login.casefold() != ticket.customer_user.casefold()
    if person and (not company or (is_other and company == ticket.customer_id)):
        company = person.customer_id
    set_customer(work, ticket.id, customer_user=login, customer_id=company)


def _choice(
    column: str,
    choices: Callable[[Look, HasProperties], Choices],
    verb: Callable[[Work, int, int], object],
    *,
    right: str = "rw",
    setting: str = "",
) -> Property:
    def apply(work: Work, ticket: Ticket, page: Page) -> None:
        verb(work, ticket.id, chosen(page, choices(work, ticket)))

    return Property(right, apply, column, choices, setting)


PROPERTIES: Mapping[str, Property] = {
    "title": Property("rw", _set_title),
    "state": Property("rw", _set_state, "state_id", states),
    "priority": _choice("priority_id", _priorities, set_priority, right="priority"),
    "queue": _choice("queue_id", _queues, move_ticket, right="move_into"),
    "owner": _choice("owner_id", _agents, assign_owner, right="owner"),
    "responsible": _choice("responsible_id", _agents, assign_responsible, setting="Ticket::Responsible"),
    "type": _choice("type_id", _types, set_type, setting="Ticket::Type"),
    "service": _choice("service_id", _services, set_service, setting="Ticket::Service"),
    "sla": _choice("sla_id", _slas, set_sla, setting="Ticket::Service"),
    "customer": Property("rw", _set_customer),
}
