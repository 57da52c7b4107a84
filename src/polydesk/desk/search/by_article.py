"""Tickets by the texts of their articles, and by when those were written."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Select, select, union

from polydesk.desk.search.by_time import within
from polydesk.desk.search.comparing import ids_matching
from polydesk.desk.search.criteria import ArticleKey, Span, TicketCriteria, TimeKey
from polydesk.desk.search.patterns import Pattern
from polydesk.desk.search.tables import ARTICLES, TITLES
from polydesk.desk.tickets.models import Article, Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Look


def by_articles(look: Look, criteria: TicketCriteria) -> Iterator[ColumnElement[bool]]:
    span = criteria.times.get(TimeKey.ARTICLE_CREATED)
    if criteria.articles:
        yield Ticket.id.in_(_tickets(look, criteria, span))
    elif span:
        written = select(Article.ticket_id).where(within(Article.create_time, span))
        yield Ticket.id.in_(written.where(Article.visible == 1) if _is_customer(look) else written)
    if criteria.anywhere:
        yield Ticket.id.in_(_with_text_anywhere(look, criteria.anywhere))


def _tickets(look: Look, criteria: TicketCriteria, span: Span | None) -> Select[int]:
    ways = [_articles(look, key, patterns) for key, patterns in criteria.articles.items()]
    rows = select(ARTICLES.c.ticket_id)
    if criteria.articles_by_any_key:
        rows = rows.where(ARTICLES.c.rowid.in_(union(*ways)))
    else:
        rows = rows.where(*(ARTICLES.c.rowid.in_(way) for way in ways))
    if span:
        rows = rows.join(Article, Article.id == ARTICLES.c.rowid).where(within(Article.create_time, span))
    return rows


def _articles(look: Look, key: ArticleKey, patterns: Sequence[Pattern]) -> Select[int]:
    return ids_matching(look, ARTICLES.c[key.value], patterns, visible_only=_is_customer(look))


def _with_text_anywhere(look: Look, patterns: Sequence[Pattern]) -> Select[int]:
    articles = union(*(_articles(look, key, patterns) for key in ArticleKey))
    by_article = select(ARTICLES.c.ticket_id).where(ARTICLES.c.rowid.in_(articles))
    return select(union(by_article, ids_matching(look, TITLES.c.title, patterns)).subquery().c.ticket_id)


def _is_customer(look: Look) -> bool:
    return isinstance(look.actor, CustomerActor)
