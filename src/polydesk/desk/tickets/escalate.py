"""Works out when a ticket escalates, after anything that moves one of its clocks."""

from typing import Protocol

from polydesk.desk.queues.calendar import destination
from polydesk.desk.queues.catalogue import Catalogue, Clocks
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.clock import epoch
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

STOPPED_STATE_TYPES = frozenset(("merged", "closed", "removed"))


class HasClocks(Protocol):
    """A ticket, or a row of its table."""

    @property
    def sla_id(self) -> int | None: ...
    @property
    def queue_id(self) -> int: ...


def clocks_of(look: Look, ticket: HasClocks) -> Clocks:
    """The SLA's clocks if the ticket has one, even if it sets none; otherwise the queue's."""
    catalogue = look.config(Catalogue)
    sla = catalogue.slas.get(ticket.sla_id) if look.config(Settings)["Ticket::Service"] else None
    return sla.clocks if sla else catalogue.queues[ticket.queue_id].clocks


def reckon_escalation(look: Look, ticket: Ticket) -> None:
    """Set the epochs of the three clocks and of the nearest one; 0 is a clock that does not run."""
    response = update = solution = 0
    state = look.config(Catalogue).states[ticket.state_id]
    suspended = state.name in look.config(Settings)["Ticket::EscalationSuspendStates"]
    clocks = clocks_of(look, ticket)
    if clocks.any and not suspended and state.type not in STOPPED_STATE_TYPES:
        created = epoch(ticket.create_time)
        if ticket.first_response_at is None:
            response = _due(clocks, created, clocks.first_response)
        if not state.type.startswith("pending"):
            update = _due(clocks, _last_word(ticket), clocks.update)
        if ticket.first_closed_at is None:
            solution = _due(clocks, created, clocks.solution)
    ticket.escalation_response_time = response
    ticket.escalation_update_time = update
    ticket.escalation_solution_time = solution
    ticket.escalation_time = min((due for due in (response, update, solution) if due), default=0)


def _last_word(ticket: Ticket) -> int:
    """From when an update is owed: the customer's first unanswered article, else the agents' last, else the start."""
    return epoch(ticket.waiting_since or ticket.last_agent_article_at or ticket.create_time)


def _due(clocks: Clocks, start: int, minutes: int) -> int:
    return destination(clocks.calendar, start, minutes * 60) if minutes else 0
