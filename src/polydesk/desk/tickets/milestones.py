"""When a ticket was first answered, locked and closed, in working minutes beside the limits it had."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from polydesk.desk.queues.calendar import working_time
from polydesk.desk.tickets.escalate import HasClocks, clocks_of
from polydesk.kernel.clock import epoch
from polydesk.kernel.work import Look


class HasMilestones(HasClocks, Protocol):
    """A ticket, or a row of its table."""

    @property
    def create_time(self) -> datetime: ...
    @property
    def first_response_at(self) -> datetime | None: ...
    @property
    def last_closed_at(self) -> datetime | None: ...
    @property
    def first_locked_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Milestone:
    at: datetime
    minutes: int
    """Of working time since the ticket was opened."""
    limit: int
    """Minutes it might have taken; 0 for no limit."""


def first_response(look: Look, ticket: HasMilestones) -> Milestone | None:
    return _reached(look, ticket, ticket.first_response_at, clocks_of(look, ticket).first_response)


def solution(look: Look, ticket: HasMilestones) -> Milestone | None:
    return _reached(look, ticket, ticket.last_closed_at, clocks_of(look, ticket).solution)


def _reached(look: Look, ticket: HasMilestones, at: datetime | None, limit: int) -> Milestone | None:
    if at is None:
        return None
    seconds = working_time(clocks_of(look, ticket).calendar, epoch(ticket.create_time), epoch(at))
    return Milestone(at, seconds // 60, limit)
