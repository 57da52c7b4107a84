"""In which states the tickets were at the end of each of the last days: reckoned back from now, in two statements."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.comparing import aside
from polydesk.desk.search.criteria import IdKey, TicketCriteria
from polydesk.desk.statistics.counts import OPEN, PENDING, states_of
from polydesk.desk.statistics.trend import days_of, end_of
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.models import History, Ticket
from polydesk.kernel.work import Look

KINDS: Mapping[str, Sequence[str]] = {"new": OPEN[:1], "open": OPEN[1:], "pending": PENDING}
"""What is told apart, by types of states; what is closed, merged or removed waits for nobody."""
_HISTORY = History.metadata.tables["history"]
_CHANGING = (TYPE_IDS["NewTicket"], TYPE_IDS["StateUpdate"])


@dataclass(frozen=True, slots=True)
class DayEnd:
    """How many tickets were in the states of each kind."""

    day: date
    counts: Mapping[str, int]


def states_over_time(look: Look) -> list[DayEnd]:
    """The oldest day first; the last one is as it is now."""
    days, kinds = days_of(look), _kinds(look)
    at_end: Counter[str] = Counter()
    current = select(Ticket.state_id, func.count()).where(searchable_by(look)).group_by(Ticket.state_id)
    for state_id, count in look.connection.execute(current):
        at_end[kinds.get(state_id, "")] += count
    changes = _changes(look, days)
    found = []
    for number in reversed(range(len(days))):
        found.append(DayEnd(days[number], {kind: at_end[kind] for kind in KINDS}))
        for before, after, count in changes.get(number, ()):
            at_end[kinds.get(after, "")] -= count
            if before is not None:
                at_end[kinds.get(before, "")] += count
    return found[::-1]


def waiting_at(look: Look, day: date, kind: str) -> TicketCriteria:
    """The tickets of a bar, as a search. Raises NotFound for a day or a kind that is none of these."""
    end = end_of(look, day)
    entry = aliased(History)
    latest = (
        select(entry.state_id)
        .where(entry.ticket_id == Ticket.id, entry.create_time < end)
        .order_by(entry.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    meant = states_of(look, KINDS.get(kind, ()))
    of_type = aside(look, _HISTORY.c.type_id).in_(_CHANGING)
    changed_since = select(History.ticket_id).where(History.create_time >= end, of_type)
    may_be = or_(Ticket.state_id.in_(meant), Ticket.id.in_(changed_since))  # the others' history tells nothing new
    rows = select(Ticket.id).where(searchable_by(look), Ticket.create_time < end, may_be, latest.in_(meant))
    return TicketCriteria(ids={IdKey.TICKET: frozenset(look.connection.execute(rows).scalars())})


def _changes(look: Look, days: Sequence[date]) -> dict[int, list[tuple[int | None, int, int]]]:
    """By the number of the day, but for the first: from which state to which, and how often.

    Entries are entered by their time: of tickets and types there are more with each year.
    """
    ends = [end_of(look, day) for day in days]
    number = case(*((History.create_time < end, at) for at, end in enumerate(ends))).label("number")
    entry = aliased(History)
    before = (
        select(entry.state_id)
        .where(entry.ticket_id == History.ticket_id, entry.id < History.id)
        .order_by(entry.id.desc())
        .limit(1)
        .scalar_subquery()
        .label("before")
    )
    changed = (
        select(number, before, History.state_id)
        .join(Ticket, Ticket.id == aside(look, _HISTORY.c.ticket_id))
        .where(
            History.create_time >= ends[0],
            History.create_time < ends[-1],
            aside(look, _HISTORY.c.type_id).in_(_CHANGING),
            searchable_by(look),
        )
    ).subquery()
    columns = (changed.c.number, changed.c.before, changed.c.state_id)
    found: dict[int, list[tuple[int | None, int, int]]] = {}
    for at, *change, count in look.connection.execute(select(*columns, func.count()).group_by(*columns)):
        found.setdefault(at, []).append((change[0], change[1], count))
    return found


def _kinds(look: Look) -> dict[int, str]:
    by_type = {one: kind for kind, types in KINDS.items() for one in types}
    return {state.id: by_type[state.type] for state in look.config(Catalogue).states if state.type in by_type}
