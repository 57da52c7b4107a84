"""What has just happened to tickets, for those who look on: found along the newest entries of history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from polydesk.desk.tickets.access import readable_among
from polydesk.desk.tickets.history_types import TYPE_NAMES
from polydesk.desk.tickets.models import History
from polydesk.desk.tickets.queries import list_tickets
from polydesk.kernel.actors import SYSTEM, Actor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

_HISTORY = History.metadata.tables["history"]
BACK = 100
"""So many entries are looked at again: where several write at once, a lower id may be there later than a higher one."""
MOST = 500
ARTICLE, STATE, OTHER = "article", "state", "other"
_OF_ARTICLES = frozenset(
    (
        "AddNote",
        "EmailAgent",
        "EmailCustomer",
        "FollowUp",
        "Forward",
        "PhoneCallAgent",
        "PhoneCallCustomer",
        "SendAnswer",
        "WebRequestCustomer",
    )
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where history ends: it has grown when one of the two has."""

    newest: int
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    ticket_id: int
    kind: str
    agent_id: int
    """Who did it; the system agent for customers."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a ticket, summed up. `agent_ids` are those who did it, `newest` the last entry of it."""

    ticket_id: int
    kinds: frozenset[str]
    agent_ids: frozenset[int]
    newest: int


def history_mark(look: Look, *, floor: int) -> Mark:
    """Cheap, to be asked often: the newest id, and how many there are after `floor`."""
    id_ = _HISTORY.c.id
    newest, count = look.connection.execute(select(func.max(id_), func.count()).where(id_ > floor)).one()
    return Mark(newest or floor, count)


def newest_entry(look: Look) -> int:
    return look.connection.execute(select(func.max(_HISTORY.c.id))).scalar() or 0


def list_entries(look: Look, *, after: int) -> list[Entry]:
    """Those after an id, the oldest first, no more than are worth telling one by one."""
    table = _HISTORY.c
    columns = (table.id, table.ticket_id, table.type_id, table.create_by)
    rows = look.connection.execute(select(*columns).where(table.id > after).order_by(table.id.desc()).limit(MOST))
    found = [Entry(row.id, row.ticket_id, _kind(TYPE_NAMES[row.type_id]), row.create_by) for row in rows]
    return list(reversed(found))


def list_missed(look: Look, *, after: int, ticket_id: int) -> list[Change]:
    """What happened while nobody listened. Of too much only the latest is known: then this ticket counts as changed."""
    entries = list_entries(look, after=after)
    missed = summed_up(entries)
    if len(entries) == MOST and ticket_id not in {one.ticket_id for one in missed}:
        missed.append(Change(ticket_id, frozenset({OTHER}), frozenset(), entries[-1].id))
    return missed


def summed_up(entries: Iterable[Entry]) -> list[Change]:
    """In the order of their last entries."""
    by_ticket: dict[int, list[Entry]] = defaultdict(list)
    for one in entries:
        by_ticket[one.ticket_id].append(one)
    changes = (
        Change(
            ticket_id,
            frozenset(one.kind for one in listed),
            frozenset(one.agent_id for one in listed),
            max(one.id for one in listed),
        )
        for ticket_id, listed in by_ticket.items()
    )
    return sorted(changes, key=lambda change: change.newest)


def rows_of_tickets(look: Look, ticket_ids: Iterable[int]) -> Mapping[int, AnyRow]:
    """Whoever may see them: one statement for all who look on."""
    return list_tickets(look.acting(SYSTEM), list(ticket_ids))


def seen_by(look: Look, actor: Actor, rows: Mapping[int, AnyRow]) -> frozenset[int]:
    """The ids of those of the tickets that this one may see."""
    return frozenset(readable_among(look.acting(actor), rows.values()))


def _kind(name: str) -> str:
    return ARTICLE if name in _OF_ARTICLES else STATE if name == "StateUpdate" else OTHER
