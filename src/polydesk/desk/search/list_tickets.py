"""One page of a list of tickets, in one statement: their rows, and how many there are in all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from polydesk.desk.search.agents_columns import with_agents_columns
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.search_tickets import all_conditions
from polydesk.desk.tickets.models import Article, ArticleMime, Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look


class SortKey(Enum):
    CREATED = "created"
    UPDATED = "updated"
    PRIORITY = "priority"
    NUMBER = "tn"
    TITLE = "title"
    STATE = "state"
    QUEUE = "queue"
    OWNER = "owner"
    CUSTOMER = "customer"
    ESCALATION = "escalation"
    PENDING = "pending"


NEVER = 2**62
"""Where an epoch is 0, there is no such time: it sorts behind all others."""


def _time_or_never(column: ColumnElement[int]) -> ColumnElement[int]:
    return case((column == 0, NEVER), else_=column)


_COLUMNS: Mapping[SortKey, ColumnElement[Any]] = {
    SortKey.CREATED: Ticket.__table__.c.create_time,
    SortKey.UPDATED: Ticket.__table__.c.change_time,
    SortKey.PRIORITY: Ticket.__table__.c.priority_id,
    SortKey.NUMBER: Ticket.__table__.c.number,
    SortKey.TITLE: func.lower(Ticket.title),
    SortKey.STATE: Ticket.__table__.c.state_id,
    SortKey.QUEUE: Ticket.__table__.c.queue_id,
    SortKey.OWNER: Ticket.__table__.c.owner_id,
    SortKey.CUSTOMER: func.lower(Ticket.customer_user),
    SortKey.ESCALATION: _time_or_never(Ticket.__table__.c.escalation_time),
    SortKey.PENDING: _time_or_never(Ticket.__table__.c.until_time),
}
_WALKED = (SortKey.CREATED, SortKey.UPDATED, SortKey.TITLE)
"""What has an index that says of each ticket whether a list shows it."""
SortValue = str | int | datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: what its last ticket was sorted by, and its id."""

    value: SortValue
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which part of a list is wanted, and what besides."""

    limit: int
    offset: int = 0
    sort: SortKey = SortKey.CREATED
    is_down: bool = True
    after: Place | None = None
    """Start behind this place; `offset` counts from there."""
    counts_articles: bool = False
    with_last_article: bool = False
    for_agents: bool = False
    """With what `with_agents_columns` adds."""
    is_counted: bool = True
    """Whether it is told how many there are in all, which costs as much as finding the first of them."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows have the columns of the ticket table; and, where asked for, `article_count` and `last_subject` with
    `last_created`, None for a ticket without any article the actor may see. `total` is 0 where it was not asked for."""

    rows: list[AnyRow]
    total: int
    has_more: bool
    end: Place | None


def list_page_of_tickets(look: Look, criteria: TicketCriteria, part: Part) -> Listed:
    """The tickets that meet all criteria and that the actor may find. Equal ones follow each other by id."""
    asked = list(all_conditions(look, criteria))
    total = select(func.count()).select_from(Ticket).where(*asked).scalar_subquery()
    if _is_walk(look, criteria, part):
        asked = list(all_conditions(look, criteria, enters_by_queue=False))
    found = list(look.connection.execute(_statement(look, asked, total, part)))
    rows = found[: part.limit]
    last = rows[-1] if rows else None
    return Listed(
        rows,
        found[0].listed_total if found and part.is_counted else _total_beyond(look, total, part),
        len(found) > part.limit,
        Place(last.sorted_by, last.id) if last else None,
    )


def _is_walk(look: Look, criteria: TicketCriteria, part: Part) -> bool:
    """Whether the list is best read along the index it is sorted by."""
    is_wide = criteria == TicketCriteria(archived=criteria.archived)
    return look.is_sqlite and part.sort in _WALKED and is_wide


def _total_beyond(look: Look, total: ScalarSelect[int], part: Part) -> int:
    """An empty first page says that there is nothing; behind the end of a list there may be a list."""
    if not part.is_counted or (not part.offset and not part.after):
        return 0
    return look.connection.execute(select(total)).scalar_one()


def _statement(
    look: Look, asked: list[ColumnElement[bool]], total: ScalarSelect[int], part: Part
) -> Select[*tuple[Any, ...]]:
    """Which tickets is found out first, by the narrowest rows; what else they show is looked up for those only."""
    key = _COLUMNS[part.sort]
    page = select(Ticket.id, key.label("sorted_by")).where(*asked)
    if part.after:
        page = page.where(_behind(key, part.after, is_down=part.is_down))
    page = page.order_by(*_directed(key, Ticket.__table__.c.id, is_down=part.is_down))
    listed = page.limit(part.limit + 1).offset(part.offset).subquery("listed")
    columns: list[Any] = [Ticket.__table__, listed.c.sorted_by, *_besides(look, part)]
    if part.is_counted:
        columns.append(total.label("listed_total"))
    statement: Select[*tuple[Any, ...]] = select(*columns).join_from(
        listed, Ticket.__table__, Ticket.__table__.c.id == listed.c.id
    )
    if part.for_agents:
        statement = with_agents_columns(look, statement)
    return statement.order_by(*_directed(listed.c.sorted_by, listed.c.id, is_down=part.is_down))


def _directed(*columns: ColumnElement[Any], is_down: bool) -> list[ColumnElement[Any]]:
    return [one.desc() if is_down else one.asc() for one in columns]


def _behind(key: ColumnElement[Any], place: Place, *, is_down: bool) -> ColumnElement[bool]:
    """The first comparison alone is what an index can be entered at."""
    reached, passed = (key <= place.value, key < place.value) if is_down else (key >= place.value, key > place.value)
    further = Ticket.id < place.ticket_id if is_down else Ticket.id > place.ticket_id
    return and_(reached, or_(passed, further))


def _besides(look: Look, part: Part) -> list[ColumnElement[Any]]:
    of_ticket = aliased(Article)
    seen = [of_ticket.ticket_id == Ticket.id]
    if isinstance(look.actor, CustomerActor):
        seen.append(of_ticket.visible == 1)
    columns: list[ColumnElement[Any]] = []
    if part.counts_articles:
        counted = select(func.count(of_ticket.id)).where(*seen).correlate(Ticket)
        columns.append(counted.scalar_subquery().label("article_count"))
    if part.with_last_article:
        last = select(func.max(of_ticket.id)).where(*seen).correlate(Ticket).scalar_subquery()
        subject = select(ArticleMime.subject).where(ArticleMime.article_id == last)
        created = select(Article.create_time).where(Article.id == last)
        columns += [subject.scalar_subquery().label("last_subject"), created.scalar_subquery().label("last_created")]
    return columns
