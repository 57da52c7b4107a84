"""The same change to many tickets. Each is a transaction of its own: some may succeed where others fail."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import structlog
from sqlalchemy import delete, insert, update

from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.desk.queues.catalogue import Catalogue, Entry, StateEntry
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.before import before_of
from polydesk.desk.tickets.bulk_models import Bulk, BulkUndo
from polydesk.desk.tickets.escalate import STOPPED_STATE_TYPES
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Conflict, DeskError, Forbidden, Invalid
from polydesk.kernel.work import Look, Work

MOST = 500
"""Tickets in one go."""
UNDO_TIME = timedelta(seconds=60)
DEFECT = "bulk.defect"
"""Stands for what is in the log."""
_BULK, _UNDO = Bulk.metadata.tables["bulk"], BulkUndo.metadata.tables["bulk_undo"]
_log = structlog.get_logger(__name__)
OpenWork = Callable[[], AbstractContextManager[Work]]


class Kind(StrEnum):
    CLOSE = "close"
    MOVE = "move"
    OWNER = "owner"
    PRIORITY = "priority"
    LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Change:
    """`value_id` is that of a state, queue, agent, priority or lock."""

    kind: Kind
    value_id: int


def change_tickets(open_work: OpenWork, ticket_ids: Collection[int], change: Change) -> int:
    """The id under which it can be told what became of each, and taken back.

    Raises Invalid for no or too many tickets, and for what no ticket can be set to.
    """
    wanted = list(dict.fromkeys(ticket_ids))
    if not wanted:
        raise Invalid("bulk.no_tickets")
    if len(wanted) > MOST:
        raise Invalid("bulk.too_many", most=MOST)
    with open_work() as work:
        check_change(work, change)
        bulk_id = _begin(work, change)
    failed = {}
    for ticket_id in wanted:
        try:
            with open_work() as work:
                _change_one(work, bulk_id, ticket_id, change)
        except DeskError as error:
            failed[str(ticket_id)] = error.code
        except Exception:  # noqa: BLE001  one that fails must leave the others neither undone nor untold
            _log.exception("bulk_change_failed", ticket_id=ticket_id)
            failed[str(ticket_id)] = DEFECT
    with open_work() as work:
        work.connection.execute(update(_BULK).where(_BULK.c.id == bulk_id).values(failed=failed, end_time=work.now))
    return bulk_id


def check_change(look: Look, change: Change) -> None:
    """Raises Invalid for a value that is none, or out of use."""
    catalogue = look.config(Catalogue)
    entry: StateEntry | AgentEntry | Entry | None
    match change.kind:
        case Kind.CLOSE:
            state = catalogue.states.get(change.value_id)
            entry = state if state and state.type == "closed" else None
        case Kind.OWNER:
            entry = look.config(Directory).agents.get(change.value_id)
        case Kind.MOVE:
            entry = catalogue.queues.get(change.value_id)
        case Kind.PRIORITY:
            entry = catalogue.priorities.get(change.value_id)
        case Kind.LOCK:
            entry = catalogue.locks.get(change.value_id)
    if entry is None or not entry.valid:
        raise Invalid("bulk.value", kind=change.kind.value)


def _begin(work: Work, change: Change) -> int:
    """What nobody can take back any more goes, with what it was kept for."""
    old = work.now - timedelta(hours=1)
    ended = _BULK.c.end_time < old
    work.connection.execute(
        delete(_UNDO).where(_UNDO.c.bulk_id.in_(_BULK.select().with_only_columns(_BULK.c.id).where(ended)))
    )
    work.connection.execute(delete(_BULK).where(ended))
    row = {"agent_id": acting_agent_id(work.actor), "kind": change.kind.value, "value_id": change.value_id}
    stamps = {"failed": {}, "kept": [], "create_time": work.now, "end_time": work.now}
    return int(work.connection.execute(insert(_BULK).values(**row, **stamps).returning(_BULK.c.id)).scalar_one())


def _change_one(work: Work, bulk_id: int, ticket_id: int, change: Change) -> None:
    ticket = load_ticket(work, ticket_id, "ro")
    version, before = ticket.version, before_of(ticket)
    _apply(work, ticket, change)

    def keep(work: Work) -> None:
        if ticket.version != version:
            row = {"bulk_id": bulk_id, "ticket_id": ticket_id, "version": ticket.version, "before": before}
            work.connection.execute(insert(_UNDO), row)

    work.at_last(keep)


def _apply(work: Work, ticket: Ticket, change: Change) -> None:
    match change.kind:
        case Kind.CLOSE:
            load_ticket(work, ticket.id, "rw")
            if work.config(Catalogue).states[ticket.state_id].type in STOPPED_STATE_TYPES:
                raise Conflict("ticket.closed", id=ticket.id)
            set_state(work, ticket.id, change.value_id)
        case Kind.MOVE:
            target = work.config(Catalogue).queues[change.value_id].group_id
            if target not in work.config(Directory).groups_with(acting_agent_id(work.actor), "move_into"):
                raise Forbidden("right_missing", right="move_into")
            move_ticket(work, ticket.id, change.value_id)
        case Kind.OWNER:
            assign_owner(work, ticket.id, change.value_id)
        case Kind.PRIORITY:
            set_priority(work, ticket.id, change.value_id)
        case Kind.LOCK:
            set_lock(work, ticket.id, change.value_id, right="lock")
