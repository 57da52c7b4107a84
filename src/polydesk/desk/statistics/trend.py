"""How the last weeks went, day by day of the desk's time zone: two statements, whatever there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import IdKey, Span, TicketCriteria, TimeKey
from polydesk.desk.statistics.counts import CLOSED, seconds_to_answer, states_of
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.clock import in_zone, midnight
from polydesk.kernel.errors import NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

DAYS = 30


@dataclass(frozen=True, slots=True)
class Day:
    """`closed` counts those that are closed, by the day they were closed last; `answer_seconds` is the average time to
    the first answer of those created that day."""

    day: date
    created: int
    closed: int
    answer_seconds: int | None


def trend(look: Look) -> list[Day]:
    """The last 30 days, today included, the oldest first."""
    days = days_of(look)
    bounds = [_midnight(look, one) for one in (*days, days[-1] + timedelta(days=1))]
    created = _by_day(look, bounds, Ticket.create_time, func.avg(seconds_to_answer(look)))
    is_closed = Ticket.state_id.in_(states_of(look, CLOSED))
    closed = _by_day(look, bounds, Ticket.last_closed_at, func.count(), is_closed)
    found = []
    for number, day in enumerate(days):
        count, seconds = created.get(number, (0, None))
        answer_seconds = None if seconds is None else int(seconds)
        found.append(Day(day, count, closed.get(number, (0, 0))[0], answer_seconds))
    return found


def created_on(look: Look, day: date) -> TicketCriteria:
    """The tickets of a bar, as a search. Raises NotFound for a day that is none of these."""
    return TicketCriteria(times={TimeKey.CREATED: _span(look, day)})


def closed_on(look: Look, day: date) -> TicketCriteria:
    closed = {state.id for state in look.config(Catalogue).states if state.type in CLOSED}
    return TicketCriteria(ids={IdKey.STATE: frozenset(closed)}, times={TimeKey.LAST_CLOSED: _span(look, day)})


def _span(look: Look, day: date) -> Span:
    return Span(end=end_of(look, day), start=_midnight(look, day))


def end_of(look: Look, day: date) -> datetime:
    """The midnight after it. Raises NotFound for a day there are no figures of."""
    if day not in days_of(look):
        raise NotFound("day", day=day.isoformat())
    return _midnight(look, day + timedelta(days=1))


def _by_day(
    look: Look, bounds: Sequence[datetime], moment: Any, value: ColumnElement[Any], *conditions: ColumnElement[bool]
) -> dict[int, tuple[int, Any]]:
    number = case(*((moment < end, at) for at, end in enumerate(bounds[1:]))).label("number")
    within = (moment >= bounds[0], moment < bounds[-1], searchable_by(look), *conditions)
    rows: Select[Any] = select(number, func.count(), value).where(*within).group_by(number)
    return {at: (count, extra) for at, count, extra in look.connection.execute(rows)}


def days_of(look: Look) -> list[date]:
    """Those there are figures of, today included, the oldest first."""
    today = in_zone(look.now, look.config(Settings).zone).date()
    return [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]


def _midnight(look: Look, day: date) -> datetime:
    return midnight(day, look.config(Settings).zone)
