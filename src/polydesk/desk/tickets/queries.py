"""What tickets look like to those who read them: one statement each, plain frozen rows out."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select

from polydesk.desk.tickets.access import visible_to
from polydesk.desk.tickets.models import Article, ArticleMime, Attachment, History, Ticket, TimeAccounting
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Look

_TICKET = Ticket.metadata.tables["ticket"]
_ARTICLE = Article.metadata.tables["article"]
_MIME = ArticleMime.metadata.tables["article_mime"]
_ATTACHMENT = Attachment.metadata.tables["attachment"]
_HISTORY = History.metadata.tables["history"]
_TIME = TimeAccounting.metadata.tables["time_accounting"]

AnyRow = Row[*tuple[Any, ...]]


def list_tickets(look: Look, ticket_ids: Collection[int]) -> dict[int, AnyRow]:
    """The tickets among these that the actor may see, by id."""
    rows = select(_TICKET).where(_TICKET.c.id.in_(ticket_ids), visible_to(look))
    return {row.id: row for row in look.connection.execute(rows)}


def find_ticket_id(look: Look, number: str) -> int | None:
    """The id of the ticket with this number, if the actor may see it."""
    row = select(_TICKET.c.id).where(_TICKET.c.number == number, visible_to(look))
    return look.connection.execute(row).scalar()


def list_articles(look: Look, ticket_ids: Collection[int]) -> dict[int, list[AnyRow]]:
    """The articles of tickets the caller has found, oldest first; customers get the visible ones only."""
    rows = select(_ARTICLE, _MIME).join(_MIME, _MIME.c.article_id == _ARTICLE.c.id)
    rows = rows.where(_ARTICLE.c.ticket_id.in_(ticket_ids)).order_by(_ARTICLE.c.ticket_id, _ARTICLE.c.id)
    return _by_ticket(look, _only_visible(look, rows))


def last_article(look: Look, ticket_id: int) -> AnyRow | None:
    rows = select(_ARTICLE).where(_ARTICLE.c.ticket_id == ticket_id).order_by(_ARTICLE.c.id.desc()).limit(1)
    return look.connection.execute(_only_visible(look, rows)).first()


def _only_visible(look: Look, rows: Select[Any]) -> Select[Any]:
    return rows.where(_ARTICLE.c.visible == 1) if isinstance(look.actor, CustomerActor) else rows


def list_attachments(look: Look, article_ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    """The attachments of articles the caller has found, by article, in order of their names."""
    rows = select(_ATTACHMENT).where(_ATTACHMENT.c.article_id.in_(article_ids))
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in look.connection.execute(rows.order_by(_ATTACHMENT.c.article_id, _ATTACHMENT.c.id)):
        found[row.article_id].append(row)
    return found


def accounted_time(look: Look, ticket_ids: Collection[int]) -> dict[int, int]:
    """Hundredths of time units by article."""
    rows = select(_TIME.c.article_id, func.sum(_TIME.c.hundredths)).where(_TIME.c.ticket_id.in_(ticket_ids))
    rows = rows.where(_TIME.c.article_id.is_not(None)).group_by(_TIME.c.article_id)
    return {article_id: int(total) for article_id, total in look.connection.execute(rows)}


def list_history(look: Look, ticket_ids: Collection[int]) -> dict[int, list[AnyRow]]:
    """The history of tickets the caller has found, oldest first."""
    rows = select(_HISTORY).where(_HISTORY.c.ticket_id.in_(ticket_ids))
    return _by_ticket(look, rows.order_by(_HISTORY.c.ticket_id, _HISTORY.c.id))


def _by_ticket(look: Look, rows: Select[Any]) -> dict[int, list[AnyRow]]:
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in look.connection.execute(rows):
        found[row.ticket_id].append(row)
    return found
