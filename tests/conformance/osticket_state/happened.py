"""What happened to a ticket, in osTicket's names of events, read from its history."""

from collections.abc import Iterable

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.history_types import TYPES
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look


def has_unknown_priority(history: Iterable[AnyRow]) -> bool:
    return any(row.name.startswith("%%PriorityUnknown") for row in history)


def events_of(look: Look, history: Iterable[AnyRow]) -> list[str]:
    states = look.config(Catalogue).states
    happened: list[str] = []
    was_closed = False
    for row in history:
        is_closed = states[row.state_id].type == "closed"
        kind = TYPES[row.type_id - 1]
        happened += _named(kind, row.name)
        if is_closed != was_closed and kind in ("NewTicket", "StateUpdate"):
            happened.append("closed" if is_closed else "reopened")
        was_closed = is_closed
    return happened


def _named(kind: str, text: str) -> list[str]:
    if kind == "NewTicket":
        return ["created"]
    if kind == "OwnerUpdate" or text.startswith("%%Team"):
        return ["assigned"]
    return ["edited"] if text.startswith("%%TicketFilter") else []
