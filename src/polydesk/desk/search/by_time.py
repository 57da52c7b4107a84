"""Tickets by when something happened to them, or is going to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.comparing import aside
from polydesk.desk.search.criteria import Span, TimeKey
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.models import History, Ticket
from polydesk.kernel.clock import epoch
from polydesk.kernel.work import Look

_MOMENTS = {
    TimeKey.CREATED: Ticket.create_time,
    TimeKey.LAST_CHANGED: Ticket.change_time,
    TimeKey.LAST_CLOSED: Ticket.last_closed_at,
}
_EPOCHS = {
    TimeKey.ESCALATION: Ticket.escalation_time,
    TimeKey.ESCALATION_RESPONSE: Ticket.escalation_response_time,
    TimeKey.ESCALATION_UPDATE: Ticket.escalation_update_time,
    TimeKey.ESCALATION_SOLUTION: Ticket.escalation_solution_time,
}
_CLOSING = (TYPE_IDS["NewTicket"], TYPE_IDS["StateUpdate"])


def by_time(look: Look, key: TimeKey, span: Span) -> ColumnElement[bool]:
    """For every time but that of articles."""
    if key in _MOMENTS:
        return within(_MOMENTS[key], span)
    if key in _EPOCHS:
        return _within_epochs(_EPOCHS[key], span)
    if key is TimeKey.PENDING:
        return and_(Ticket.state_id.in_(_states(look, "pending")), _within_epochs(Ticket.until_time, span))
    entries = select(History.ticket_id).where(within(History.create_time, span))
    if key is TimeKey.CLOSED:
        column = History.__table__.c.type_id
        of_type = aside(look, column) if span.start else column
        entries = entries.where(of_type.in_(_CLOSING), History.state_id.in_(_states(look, "closed")))
    return Ticket.id.in_(entries)


def within(column: Any, span: Span) -> ColumnElement[bool]:
    return and_(True, *_bounds(column, span.start, span.end))


def _within_epochs(column: Any, span: Span) -> ColumnElement[bool]:
    """0 stands for no time at all."""
    start, end = (None if moment is None else epoch(moment) for moment in (span.start, span.end))
    return and_(column != 0, *_bounds(column, start, end))


def _bounds(column: Any, start: datetime | int | None, end: datetime | int | None) -> list[ColumnElement[bool]]:
    lower = [] if start is None else [column >= start]
    return lower if end is None else [*lower, column < end]


def _states(look: Look, type_prefix: str) -> list[int]:
    return [state.id for state in look.config(Catalogue).states if state.type.startswith(type_prefix)]
