"""What is still to be done, by queue and age, and what of it is late: one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, case, func, select

from polydesk.desk.search.criteria import IdKey, Span, TicketCriteria, TimeKey
from polydesk.desk.search.views import SOON, going_on
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.clock import epoch
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

AGES = (1, 3, 7, 30)
"""In days: younger than the first, than the second, …, and older than the last."""


@dataclass(frozen=True, slots=True)
class QueueBacklog:
    """`by_age` has one number more than there are `AGES`."""

    queue_id: int
    by_age: Sequence[int]
    escalated: int
    escalating: int

    @property
    def total(self) -> int:
        return sum(self.by_age)


def list_backlog(look: Look) -> list[QueueBacklog]:
    """Of queues that have something to do, the longest backlog first; without archived tickets."""
    now, soon = epoch(look.now), epoch(look.now + SOON)
    due = Ticket.escalation_time
    kinds = (
        *(_within(age_span(look, number)) for number in range(len(AGES) + 1)),
        and_(due > 0, due < now),
        and_(due >= now, due < soon),
    )
    sums = (func.sum(case((one, 1), else_=0)) for one in kinds)
    conditions = (searchable_by(look), Ticket.archived == 0, Ticket.state_id.in_(going_on(look)))
    rows = look.connection.execute(select(Ticket.queue_id, *sums).where(*conditions).group_by(Ticket.queue_id))
    found = [QueueBacklog(row[0], tuple(map(int, row[1:-2])), int(row[-2]), int(row[-1])) for row in rows]
    return sorted(found, key=lambda one: (-one.total, one.queue_id))


def backlog_of(look: Look, queue_id: int, age: int) -> TicketCriteria:
    """The tickets of a bar, as a search. Raises NotFound for an age there is not."""
    if not 0 <= age <= len(AGES):
        raise NotFound("age", number=age)
    ids = {IdKey.QUEUE: frozenset({queue_id}), IdKey.STATE: going_on(look)}
    return TicketCriteria(archived=False, ids=ids, times={TimeKey.CREATED: age_span(look, age)})


def age_span(look: Look, number: int) -> Span:
    """When tickets of this age were created."""
    start = look.now - timedelta(days=AGES[number]) if number < len(AGES) else None
    return Span(start, look.now - timedelta(days=AGES[number - 1]) if number else None)


def _within(span: Span) -> ColumnElement[bool]:
    lower = [] if span.start is None else [Ticket.create_time >= span.start]
    return and_(True, *lower, *([] if span.end is None else [Ticket.create_time < span.end]))
