"""What a reply by mail may do to its ticket."""

from polydesk.desk.intake.registry import Intake
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.follow_up import FollowUp, follow_up_of
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work


def may_go_on(work: Work, ticket_id: int) -> FollowUp:
    """The queue's option for closed tickets; where tickets have statuses of their own, those have a say too."""
    ticket = load_ticket(work, ticket_id, "ro")
    status = work.config(Intake).statuses.get(ticket.status_id)
    if status and status.archived:
        return FollowUp.POSSIBLE
    if status and not status.reopens and work.config(Catalogue).states[ticket.state_id].type == "closed":
        return FollowUp.NEW_TICKET
    return follow_up_of(work, ticket)


def customer_answered(work: Work, ticket_id: int) -> None:
    """Open a ticket whose customer has written again. A new one stays new, an archived one as it is."""
    ticket = load_ticket(work, ticket_id, "rw")
    state = work.config(Catalogue).states[ticket.state_id]
    status = work.config(Intake).statuses.get(ticket.status_id)
    if state.type == "new" or (status and status.archived):
        return
    owner_id = ticket.owner_id
    if ticket.status_id is not None and state.type == "closed":
        _set_status(work, ticket)
    else:
        _set_state(work, ticket, was_closed=state.type == "closed")
    locks = work.config(Catalogue).queues[ticket.queue_id].follow_up_lock
    if state.type == "closed" and locks and owner_id != SYSTEM_AGENT_ID:
        _lock(work, ticket)


def _set_state(work: Work, ticket: Ticket, *, was_closed: bool) -> None:
    settings, states = work.config(Settings), work.config(Catalogue).states
    name = settings["PostmasterFollowUpStateClosed"] if was_closed else ""
    state = states.named(name or settings["PostmasterFollowUpState"])
    if state:
        set_state(work, ticket.id, state.id)


def _set_status(work: Work, ticket: Ticket) -> None:
    status = _open_status(work)
    if status:
        state_id, status_id = status
        set_state(work, ticket.id, state_id)
        ticket.status_id = status_id


def _open_status(look: Look) -> tuple[int, int] | None:
    """The state and status a ticket is reopened to: the default one if it is open, else the first that is."""
    statuses, states = look.config(Intake).statuses, look.config(Catalogue).states
    default = statuses.get(look.config(Settings)["osTicket::default_status_id"])
    for one in ([default] if default else []) + list(statuses):
        if one.valid and not one.archived and states[one.state_id].type in ("new", "open"):
            return one.state_id, one.id
    return None


def _lock(work: Work, ticket: Ticket) -> None:
    lock = work.config(Catalogue).locks.named("lock")
    if lock:
        set_lock(work, ticket.id, lock.id)
