"""The tickets of a customer user as their portal lists them: one statement for a page and for how many there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.every_word import has_word
from polydesk.desk.search.ordering import NEWEST_FIRST, Order, ordering
from polydesk.desk.tickets.access import own_tickets, visible_to
from polydesk.desk.tickets.customer_flags import SEEN, CustomerArticleFlag, wrote
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Article, ArticleMime, Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`state_types` are names, None for all; each of `words` has to be somewhere in the ticket."""

    with_company: bool = False
    """Those of the companies as well, not only one's own."""
    state_types: Collection[str] | None = None
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    limit: int
    offset: int = 0
    order: Order = NEWEST_FIRST
    with_last_subject: bool = False


_SEEN = exists().where(
    CustomerArticleFlag.article_id == Article.id,
    CustomerArticleFlag.customer_login == bindparam("reader"),
    CustomerArticleFlag.name == SEEN,
)
_IS_UNREAD = exists().where(Article.ticket_id == Ticket.id, Article.visible == 1, ~wrote(bindparam("reader")), ~_SEEN)
"""Whether there is an article for the customer that they have neither written nor seen."""
_LAST_SUBJECT = (
    select(ArticleMime.subject)
    .join(Article, Article.id == ArticleMime.article_id)
    .where(Article.ticket_id == Ticket.id, Article.visible == 1, Article.sender_type_id == SENDER_CUSTOMER)
    .order_by(Article.id.desc())
    .limit(1)
    .correlate(Ticket)
    .scalar_subquery()
)
"""Of what a customer wrote last, as far as customers may see it."""


def list_customer_tickets(
    look: Look, customer: CustomerActor, wanted: Wanted, page: Page
) -> tuple[Sequence[AnyRow], int]:
    """Rows with the columns of the ticket table, `is_unread` and, if asked for, `last_subject`; and the total."""
    asked = _conditions(look, customer, wanted)
    rows = look.connection.execute(_statement(look, asked, page), {"reader": customer.login.lower()}).all()
    if rows or not page.offset:
        return rows, rows[0].total if rows else 0
    return rows, look.connection.execute(_count(asked)).scalar_one()


def count_customer_tickets(look: Look, customer: CustomerActor, wanted: Wanted) -> int:
    return look.connection.execute(_count(_conditions(look, customer, wanted))).scalar_one()


def _conditions(look: Look, customer: CustomerActor, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = [visible_to(look) if wanted.with_company else own_tickets(look, customer)]
    if wanted.state_types is not None:
        states = look.config(Catalogue).states
        asked.append(Ticket.state_id.in_([state.id for state in states if state.type in wanted.state_types]))
    if not wanted.words:
        return asked
    # Named, so that the texts are read once for the page and the total.
    matching = select(Ticket.id).where(*asked, *(has_word(word) for word in wanted.words)).cte("matching")
    return [Ticket.id.in_(select(matching.c.id))]


def _count(asked: list[ColumnElement[bool]]) -> Select[int]:
    return select(func.count()).select_from(Ticket).where(*asked)


def _statement(look: Look, asked: list[ColumnElement[bool]], page: Page) -> Select[*tuple[Any, ...]]:
    """Which tickets is found out first; what else a page shows is looked up for those only."""
    order = ordering(look, page.order)
    found = select(Ticket.id).where(*asked).order_by(*order).limit(page.limit).offset(page.offset).subquery("found")
    columns: list[Any] = [
        Ticket.__table__,
        _count(asked).scalar_subquery().label("total"),
        _IS_UNREAD.label("is_unread"),
    ]
    if page.with_last_subject:
        columns.append(_LAST_SUBJECT.label("last_subject"))
    statement: Select[*tuple[Any, ...]] = select(*columns).join_from(found, Ticket, Ticket.id == found.c.id)
    return statement.order_by(*order)
