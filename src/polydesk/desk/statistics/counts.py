"""How many tickets there are of each kind, counted over what the actor finds in lists."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Float, cast, extract, func, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.among import among
from polydesk.kernel.work import Look

OPEN, PENDING, CLOSED = ("new", "open"), ("pending reminder", "pending auto"), ("closed",)
"""Types of states. Tickets that were removed or merged are in the total only."""


@dataclass(slots=True)
class Counts:
    by_state: Counter[str] = field(default_factory=Counter)
    by_priority: Counter[str] = field(default_factory=Counter)
    by_type: Counter[str] = field(default_factory=Counter)
    """By type of state."""
    answered: int = 0
    answer_seconds: int = 0
    """From creation to the first answer, summed up over those that were answered."""

    @property
    def total(self) -> int:
        return self.by_state.total()

    @property
    def open(self) -> int:
        return sum(self.by_type[one] for one in OPEN)

    @property
    def pending(self) -> int:
        return sum(self.by_type[one] for one in PENDING)

    @property
    def closed(self) -> int:
        return sum(self.by_type[one] for one in CLOSED)

    @property
    def average_answer_seconds(self) -> int | None:
        return self.answer_seconds // self.answered if self.answered else None


def count_by_queue(look: Look, queue_ids: Collection[int]) -> dict[int, Counts]:
    """Without archived tickets; each of the queues has an entry."""
    catalogue = look.config(Catalogue)
    kinds = (Ticket.queue_id, Ticket.state_id, Ticket.priority_id)
    spent = func.coalesce(func.sum(seconds_to_answer(look)), 0)
    rows = (
        select(*kinds, func.count(), func.count(Ticket.first_response_at), spent)
        .where(among(Ticket.queue_id, "queues"), searchable_by(look), Ticket.archived == 0)
        .group_by(*kinds)
    )
    found = {queue_id: Counts() for queue_id in queue_ids}
    for queue_id, state_id, priority_id, count, answered, seconds in look.connection.execute(
        rows, {"queues": queue_ids}
    ):
        counts, state = found[queue_id], catalogue.states[state_id]
        counts.by_state[state.name] += count
        counts.by_type[state.type] += count
        counts.by_priority[catalogue.priorities[priority_id].name] += count
        counts.answered += answered
        counts.answer_seconds += int(seconds)
    return found


def count_by_kind(look: Look) -> Counts:
    """Over all queues, without archived tickets and without times."""
    catalogue, counts = look.config(Catalogue), Counts()
    kinds = (Ticket.state_id, Ticket.priority_id)
    rows = select(*kinds, func.count()).where(searchable_by(look), Ticket.archived == 0).group_by(*kinds)
    for state_id, priority_id, count in look.connection.execute(rows):
        counts.by_state[catalogue.states[state_id].name] += count
        counts.by_priority[catalogue.priorities[priority_id].name] += count
    return counts


def seconds_to_answer(look: Look) -> ColumnElement[float]:
    """From a ticket's creation to the first answer, NULL while there is none."""
    if look.is_sqlite:
        days = func.julianday(Ticket.first_response_at, type_=Float) - func.julianday(Ticket.create_time, type_=Float)
        return days * 86400.0
    return cast(extract("epoch", Ticket.first_response_at - Ticket.create_time), Float)


def states_of(look: Look, types: Collection[str]) -> list[int]:
    return [state.id for state in look.config(Catalogue).states if state.type in types]
