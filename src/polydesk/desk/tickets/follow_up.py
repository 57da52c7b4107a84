"""The follow-up rules: what a customer's answer may do to a ticket. One place for every API and for mail."""

from enum import Enum
from typing import Protocol

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.queues.models import FOLLOW_UP_NEW_TICKET, FOLLOW_UP_REJECT
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


class FollowUp(Enum):
    POSSIBLE = "possible"
    REJECT = "reject"
    NEW_TICKET = "new ticket"


class HasState(Protocol):
    """A ticket, or a row of its table."""

    @property
    def state_id(self) -> int: ...
    @property
    def queue_id(self) -> int: ...


def follow_up_of(look: Look, ticket: HasState) -> FollowUp:
    """What becomes of an answer to this ticket: only closed tickets are subject to their queue's option."""
    catalogue = look.config(Catalogue)
    if catalogue.states[ticket.state_id].type != "closed":
        return FollowUp.POSSIBLE
    option = catalogue.queues[ticket.queue_id].follow_up
    return {FOLLOW_UP_REJECT: FollowUp.REJECT, FOLLOW_UP_NEW_TICKET: FollowUp.NEW_TICKET}.get(option, FollowUp.POSSIBLE)


def customer_may_set_state(look: Look, ticket: Ticket, state_id: int) -> bool:
    """Customers may open and close (by state type) a ticket that still takes follow-ups."""
    allowed = look.config(Settings)["Ticket::Frontend::CustomerTicketZoom::StateType"]
    state = look.config(Catalogue).states[state_id]
    return state.type in allowed and follow_up_of(look, ticket) is FollowUp.POSSIBLE
