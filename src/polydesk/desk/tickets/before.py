"""How a ticket was, and how it comes to be so again."""

from datetime import datetime
from typing import Any

from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.work import Work

_NUMBERS = (
    *("queue_id", "state_id", "status_id", "priority_id", "lock_id", "owner_id", "responsible_id"),
    *("until_time", "unlock_timeout"),
)
_MOMENTS = ("first_closed_at", "last_closed_at", "first_locked_at")


def before_of(ticket: Ticket) -> dict[str, Any]:
    """As JSON can hold it."""
    numbers = {name: getattr(ticket, name) for name in _NUMBERS}
    moments: dict[str, datetime | None] = {name: getattr(ticket, name) for name in _MOMENTS}
    return numbers | {name: moment and moment.isoformat() for name, moment in moments.items()}


def restore(work: Work, ticket: Ticket, before: dict[str, Any]) -> None:
    """For a ticket the caller has loaded and let finish. Each change leaves its entry in the history.

    Moving unlocks, unlocking may reset the owner, and leaving a pending state takes its time: hence the order.
    """
    move_ticket(work, ticket.id, before["queue_id"])
    for name in _MOMENTS:  # escalation depends on whether a ticket was ever closed, and is reckoned with its state
        setattr(ticket, name, before[name] and datetime.fromisoformat(before[name]))
    set_state(work, ticket.id, before["state_id"])
    ticket.status_id = before["status_id"]
    set_lock(work, ticket.id, before["lock_id"])
    set_priority(work, ticket.id, before["priority_id"])
    assign_owner(work, ticket.id, before["owner_id"])
    assign_responsible(work, ticket.id, before["responsible_id"])
    if before["until_time"] and ticket.until_time != before["until_time"]:
        set_pending_time(work, ticket.id, before["until_time"])
    ticket.unlock_timeout = before["unlock_timeout"]
    ticket.first_locked_at = before["first_locked_at"] and datetime.fromisoformat(before["first_locked_at"])
