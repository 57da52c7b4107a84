"""The recorder of the audit trail: all that one work does to a ticket is one entry, written at its end."""

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import inspect

from polydesk.desk.audit.record import audit
from polydesk.desk.tickets.events import ArticleAdded, FieldSet, Renamed, TicketEvent, TicketOpened, TimeAccounted
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.side_events import AgentNotified, ArchiveFlagSet, TicketDeleted
from polydesk.kernel.work import Work

COLUMNS = (
    "title",
    "queue_id",
    "type_id",
    "service_id",
    "sla_id",
    "state_id",
    "status_id",
    "priority_id",
    "lock_id",
    "owner_id",
    "responsible_id",
    "team_id",
    "customer_id",
    "customer_user",
    "until_time",
    "archived",
)
MOST_LETTERS = 200
"""Of the value of a dynamic field."""


@dataclass
class _Changes:
    ticket: Ticket
    before: dict[str, Any]
    action: str = "ticket.update"
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)
    further: list[str] = field(default_factory=list)
    """Events that show in nothing else, by their history type."""


_changes_in: WeakKeyDictionary[Work, dict[int, _Changes]] = WeakKeyDictionary()


def audit_change(work: Work, event: TicketEvent) -> None:
    if isinstance(event, AgentNotified):
        return
    tickets = _changes_in.get(work)
    if tickets is None:
        tickets = _changes_in[work] = {}
        work.at_last(lambda _end: _audit_all(work))  # of this actor, whoever ends the work
    changes = tickets.get(event.ticket.id)
    if changes is None:
        changes = tickets[event.ticket.id] = _Changes(event.ticket, _before(event))
    _note(changes, event)


def _before(event: TicketEvent) -> dict[str, Any]:
    """The ticket as it was stored; events are recorded after the change."""
    if isinstance(event, TicketOpened):
        return {}
    stored = {**inspect(event.ticket).committed_state}
    if isinstance(event, Renamed):
        stored["title"] = event.old  # the search index has stored the new one already
    return {name: stored.get(name, getattr(event.ticket, name)) for name in COLUMNS}


def _note(changes: _Changes, event: TicketEvent) -> None:
    match event:
        case TicketOpened():
            changes.action = "ticket.create"
        case TicketDeleted():
            changes.action = "ticket.delete"
        case ArchiveFlagSet() if changes.action == "ticket.update" and event.ticket.archived:
            changes.action = "ticket.archive"
        case ArticleAdded():
            changes.new.setdefault("article_ids", []).append(event.article_id)
        case FieldSet():
            name = f"DynamicField_{event.field}"
            changes.old.setdefault(name, event.old[:MOST_LETTERS])
            changes.new[name] = event.new[:MOST_LETTERS]
        case TimeAccounted():
            changes.new.setdefault("time_units", []).append(event.units)
        case _:
            changes.further.append(event.history_type)


def _audit_all(work: Work) -> None:
    for ticket_id, changes in _changes_in.pop(work).items():
        before, ticket = changes.before, changes.ticket
        now = {name: getattr(ticket, name) for name in COLUMNS}
        different = [name for name in COLUMNS if now[name] != before.get(name)]
        old = {**{name: before[name] for name in different if name in before}, **changes.old}
        new = {**{name: now[name] for name in different}, **changes.new}
        if not old and not new:
            new = {"history": changes.further}
        audit(work, changes.action, "ticket", ticket_id, ticket_id=ticket_id, old=old, new=new)
