"""Ids that a body names, as what they stand for. Each raises Refused with 400 for what is not there or not in use."""

from datetime import datetime
from typing import TypeVar

from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.moments import read_moment
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue, Entry, QueueEntry, StateEntry
from polydesk.kernel.lookup import Lookup
from polydesk.kernel.work import Look

E = TypeVar("E", bound=Entry)


def queue_of(look: Look, queue_id: int) -> QueueEntry:
    return _valid(look.config(Catalogue).queues, queue_id, "queue_id")


def state_of(look: Look, state_id: int) -> StateEntry:
    return _valid(look.config(Catalogue).states, state_id, "state_id")


def priority_of(look: Look, priority_id: int) -> Entry:
    return _valid(look.config(Catalogue).priorities, priority_id, "priority_id")


def type_of(look: Look, type_id: int) -> Entry:
    return _valid(look.config(Catalogue).types, type_id, "type_id")


def lock_of(look: Look, lock_id: int) -> Entry:
    return _valid(look.config(Catalogue).locks, lock_id, "ticket_lock_id")


def check_agent(look: Look, agent_id: int) -> None:
    agent = look.config(Directory).agents.get(agent_id)
    if agent is None or not agent.valid:
        raise Refused(400, "User not found or inactive")


def pending_time(state: StateEntry, sent: str | None, *, is_needed: bool = True) -> datetime | None:
    """Until when a ticket in this state waits; None where nothing is to be set."""
    is_pending = state.type.startswith("pending")
    if sent is None:
        if is_pending and is_needed:
            raise Refused(400, "A pending state needs pending_until")
        return None
    until = read_moment(sent)
    if until is None or not is_pending:
        raise Refused(400, "Invalid pending_until")
    return until


def _valid(entries: Lookup[E], entry_id: int, name: str) -> E:
    entry = entries.get(entry_id)
    if entry is None or not entry.valid:
        raise Refused(400, f"Invalid {name}")
    return entry
