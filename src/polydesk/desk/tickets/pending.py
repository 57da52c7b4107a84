"""What happens when a pending time is over."""

import structlog
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.clock import epoch
from polydesk.kernel.work import Look, Work

STATE_AFTER = {"pending auto close+": "closed successful", "pending auto close-": "closed unsuccessful"}
"""OTRS' Ticket::StateAfterPending."""
BATCH = 200


def close_pending_tickets(desk: Desk) -> None:
    """Close the tickets whose pending-auto time has passed, each in a work of its own."""
    with desk.look() as look:
        due = _due(look)
    for ticket_id in due:
        try:
            with desk.work() as work:
                _close_if_still_due(work, ticket_id)
        except Exception:  # noqa: BLE001  one ticket that fails must not keep the others open
            structlog.get_logger().exception("pending_ticket_not_closed", ticket_id=ticket_id)


def _due(look: Look) -> list[int]:
    states = [state.id for state in look.config(Catalogue).states if state.name in STATE_AFTER]
    passed = (Ticket.until_time > 0, Ticket.until_time <= epoch(look.now), Ticket.deleted_at.is_(None))
    rows = select(Ticket.id).where(Ticket.state_id.in_(states), *passed).order_by(Ticket.until_time).limit(BATCH)
    return list(look.connection.execute(rows).scalars())


def _close_if_still_due(work: Work, ticket_id: int) -> None:
    states = work.config(Catalogue).states
    ticket = load_ticket(work, ticket_id, "rw")
    after = states.named(STATE_AFTER.get(states[ticket.state_id].name, ""))
    if after and 0 < ticket.until_time <= epoch(work.now):
        set_state(work, ticket_id, after.id)
