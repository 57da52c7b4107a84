"""Tickets by their own texts."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, or_

from polydesk.desk.search.comparing import among, holds, ids_matching
from polydesk.desk.search.conditions import Condition
from polydesk.desk.search.criteria import TextKey
from polydesk.desk.search.patterns import Pattern
from polydesk.desk.search.tables import TITLES
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Look

_COLUMNS: Mapping[TextKey, ColumnElement[str]] = {
    TextKey.NUMBER: Ticket.__table__.c.number,
    TextKey.CUSTOMER_ID: func.lower(Ticket.customer_id),
    TextKey.CUSTOMER_USER: func.lower(Ticket.customer_user),
}


def by_text(look: Look, key: TextKey, conditions: Sequence[Condition]) -> ColumnElement[bool]:
    """For numbers and customers: one of the conditions holds."""
    column = _COLUMNS[key]
    whole = [one.pieces[0] for one in conditions if isinstance(one, Pattern) and one.is_whole_value]
    others = [one for one in conditions if not (isinstance(one, Pattern) and one.is_whole_value)]
    return or_(among(look, column, set(whole)), *(holds(look, column, one) for one in others))


def by_title_list(look: Look, conditions: Sequence[Condition]) -> ColumnElement[bool] | None:
    """Alternatives that the index serves one by one; None for anything else."""
    patterns = [one for one in conditions if isinstance(one, Pattern) and one.is_indexable]
    if len(conditions) < 2 or len(patterns) < len(conditions):
        return None
    return Ticket.id.in_(ids_matching(look, TITLES.c.title, patterns))


def by_title(look: Look, conditions: Sequence[Condition]) -> ColumnElement[bool]:
    """A condition on the table of titles, which the statement has to be joined with."""
    return or_(*(holds(look, TITLES.c.title, one) for one in conditions))


def by_name(look: Look, text: str) -> ColumnElement[bool]:
    """The text is a part of the title, or the whole number; it has no wildcards."""
    part = Pattern(("", text.casefold(), ""))
    return or_(Ticket.number == text, Ticket.id.in_(ids_matching(look, TITLES.c.title, [part])))
