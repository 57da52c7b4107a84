"""Search for tickets: one statement, in which permission is a part of what is asked for."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select

from polydesk.desk.search.as_meant import as_meant
from polydesk.desk.search.by_article import by_articles
from polydesk.desk.search.by_field import by_field
from polydesk.desk.search.by_text import by_name, by_text, by_title, by_title_list
from polydesk.desk.search.by_time import by_time
from polydesk.desk.search.comparing import among
from polydesk.desk.search.criteria import IdKey, TextKey, TicketCriteria, TimeKey
from polydesk.desk.search.ordering import NEWEST_FIRST, Order, by_creation_only, ordering
from polydesk.desk.search.tables import TITLES
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.models import History, Ticket, Watcher
from polydesk.kernel.work import Look

_QUEUE_ASIDE: ColumnElement[int] = literal_column("+ticket.queue_id")
"""The plus sign keeps SQLite from using an index of queues."""


def search_tickets(look: Look, criteria: TicketCriteria, *, limit: int, order: Order = NEWEST_FIRST) -> list[int]:
    """Ids of the tickets that meet all criteria and that the actor may find, in order.

    Raises Invalid for an order by something no ticket has.
    """
    statement = ticket_statement(look, criteria, order).limit(limit)
    return list(look.connection.execute(statement).scalars())


def ticket_statement(look: Look, criteria: TicketCriteria, order: Order = NEWEST_FIRST) -> Select[int]:
    """The search as a statement without a limit."""
    statement = select(Ticket.id).where(searchable_by(look), *asked_conditions(look, criteria))
    titles = criteria.texts.get(TextKey.TITLE)
    if not titles:
        return statement.order_by(*ordering(look, order))
    listed = by_title_list(look, titles)
    if listed is not None:
        return statement.where(listed).order_by(*ordering(look, order))
    return _by_joined_titles(look, statement.where(by_title(look, titles)), order)


def _by_joined_titles(look: Look, statement: Select[int], order: Order) -> Select[int]:
    if not look.is_sqlite:
        return statement.join(TITLES, TITLES.c.rowid == Ticket.id).order_by(*ordering(look, order))
    # The plus sign keeps SQLite from looking up the title of each ticket: it shall look up the tickets of titles.
    joined = statement.join(TITLES, literal_column("+fts_ticket_title.rowid") == Ticket.id)
    if not by_creation_only(order):
        return joined.order_by(*ordering(look, order))
    # Ids follow creation, and in their order the index yields rows one by one until there are enough.
    return joined.order_by(TITLES.c.rowid.desc() if order[0][1] else TITLES.c.rowid.asc())


def all_conditions(
    look: Look, criteria: TicketCriteria, *, enters_by_queue: bool = True
) -> Iterator[ColumnElement[bool]]:
    """What the search asks of a row of the ticket table alone, that the actor may find it included.

    Unless it `enters_by_queue`, SQLite is kept from collecting the tickets of all queues before it sorts them.
    """
    yield searchable_by(look) if enters_by_queue else searchable_by(look, queue_id=_QUEUE_ASIDE)
    yield from asked_conditions(look, criteria)
    titles = criteria.texts.get(TextKey.TITLE)
    if titles:
        yield Ticket.id.in_(select(TITLES.c.rowid).where(by_title(look, titles)))


def asked_conditions(look: Look, criteria: TicketCriteria) -> Iterator[ColumnElement[bool]]:
    """Without titles, and without whether the actor may find it."""
    for key, ids in criteria.ids.items():
        yield among(look, _column(key), ids)
    if criteria.watched_by is not None:
        watched = select(Watcher.ticket_id).where(among(look, Watcher.__table__.c.agent_id, criteria.watched_by))
        yield Ticket.id.in_(watched)
    if criteria.created:
        yield Ticket.id.in_(_created(look, criteria))
    if criteria.exact_customer_ids is not None:
        wanted = {one.lower() for one in criteria.exact_customer_ids}
        yield among(look, func.lower(Ticket.customer_id), wanted)
    if criteria.archived is not None:
        yield Ticket.archived == int(criteria.archived)
    if criteria.named:
        yield by_name(look, criteria.named)
    if criteria.meant:
        yield as_meant(look, criteria.meant)
    if criteria.assigned_to is not None:
        yield or_(*(among(look, _column(key), criteria.assigned_to) for key in (IdKey.OWNER, IdKey.RESPONSIBLE)))
    yield from (by_text(look, key, given) for key, given in criteria.texts.items() if key is not TextKey.TITLE)
    yield from (by_time(look, key, one) for key, one in criteria.times.items() if key is not TimeKey.ARTICLE_CREATED)
    yield from (by_field(look, test) for test in criteria.fields)
    yield from by_articles(look, criteria)


def _column(key: IdKey) -> ColumnElement[Any]:
    column: ColumnElement[Any] = Ticket.__table__.c[key.value]
    return column


def _created(look: Look, criteria: TicketCriteria) -> Select[int]:
    columns = History.__table__.c
    entries = select(History.ticket_id).where(History.type_id == TYPE_IDS["NewTicket"], History.article_id.is_(None))
    return entries.where(*(among(look, columns[key.value], ids) for key, ids in criteria.created.items()))
