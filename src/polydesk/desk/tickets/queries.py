"""What tickets look like to those who read them: one statement each, plain frozen rows out.

The statements are made once: building and compiling one costs more than running it.
"""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import bindparam, func, select

from polydesk.desk.tickets.access import readable_among, visible_to
from polydesk.desk.tickets.models import Article, ArticleMime, Attachment, History, Ticket, TimeAccounting
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.among import among
from polydesk.kernel.db import AnyRow
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.prepared_by_ids import PreparedByIds
from polydesk.kernel.work import Look, Work

_TICKET = Ticket.metadata.tables["ticket"]
_ARTICLE = Article.metadata.tables["article"]
_MIME = ArticleMime.metadata.tables["article_mime"]
_ATTACHMENT = Attachment.metadata.tables["attachment"]
_HISTORY = History.metadata.tables["history"]
_TIME = TimeAccounting.metadata.tables["time_accounting"]

_FOUND = PreparedByIds(select(_TICKET), _TICKET.c.id)
_MIME_COLUMNS = [column for column in _MIME.c if column.name not in ("article_id", "from")]
_OF_TICKETS = (
    select(_ARTICLE, *_MIME_COLUMNS, _MIME.c["from"].label("from_"))
    .join(_MIME, _MIME.c.article_id == _ARTICLE.c.id)
    .order_by(_ARTICLE.c.ticket_id, _ARTICLE.c.id)
)
_ARTICLES, _VISIBLE_ARTICLES = (
    PreparedByIds(statement, _ARTICLE.c.ticket_id)
    for statement in (_OF_TICKETS, _OF_TICKETS.where(_ARTICLE.c.visible == 1))
)
_SEEN = select(func.count()).select_from(_ARTICLE).where(_ARTICLE.c.ticket_id == _TICKET.c.id)
_SHOWN, _SHOWN_TO_CUSTOMERS = (
    Prepared(select(_TICKET, count.scalar_subquery().label("article_count")).where(_TICKET.c.id == bindparam("id")))
    for count in (_SEEN, _SEEN.where(_ARTICLE.c.visible == 1))
)
_COUNT = select(func.count()).select_from(_ARTICLE).where(_ARTICLE.c.ticket_id == bindparam("id"))
_COUNTED_BY_TICKET = (
    select(_ARTICLE.c.ticket_id, func.count()).where(among(_ARTICLE.c.ticket_id, "ids")).group_by(_ARTICLE.c.ticket_id)
)
_ALL_COUNTED, _VISIBLE_COUNTED = Prepared(_COUNT), Prepared(_COUNT.where(_ARTICLE.c.visible == 1))
_LAST = select(_ARTICLE).where(_ARTICLE.c.ticket_id == bindparam("id")).order_by(_ARTICLE.c.id.desc()).limit(1)
_LAST_VISIBLE = _LAST.where(_ARTICLE.c.visible == 1)
_FILES = (
    select(_ATTACHMENT)
    .where(among(_ATTACHMENT.c.article_id, "ids"))
    .order_by(_ATTACHMENT.c.article_id, _ATTACHMENT.c.id)
)
_TIMES = (
    select(_TIME.c.article_id, func.sum(_TIME.c.hundredths))
    .where(among(_TIME.c.ticket_id, "ids"), _TIME.c.article_id.is_not(None))
    .group_by(_TIME.c.article_id)
)
_HISTORIES = PreparedByIds(select(_HISTORY).order_by(_HISTORY.c.ticket_id, _HISTORY.c.id), _HISTORY.c.ticket_id)


def list_tickets(look: Look, ticket_ids: Collection[int]) -> dict[int, AnyRow]:
    """The tickets among these that the actor may see, by id."""
    return readable_among(look, _FOUND.rows(look.connection, ticket_ids))


def show_ticket(look: Look, ticket_id: int) -> AnyRow | None:
    """The row of a ticket the actor may see, with the number of its articles as `article_count`."""
    if not 0 < ticket_id < 2**63:
        return None
    shown = _SHOWN_TO_CUSTOMERS if isinstance(look.actor, CustomerActor) else _SHOWN
    return readable_among(look, shown.rows(look.connection, id=ticket_id)).get(ticket_id)


def own_ticket(work: Work, ticket_id: int) -> AnyRow:
    """The row of a ticket this very work has made or changed, with what it has changed."""
    work.flush()
    row: AnyRow
    [row] = _FOUND.rows(work.connection, [ticket_id])
    return row


def find_ticket_id(look: Look, number: str) -> int | None:
    """The id of the ticket with this number, if the actor may see it."""
    row = select(_TICKET.c.id).where(_TICKET.c.number == number, visible_to(look))
    return look.connection.execute(row).scalar()


def list_articles(look: Look, ticket_ids: Collection[int]) -> dict[int, list[AnyRow]]:
    """The articles of tickets the caller has found, oldest first; customers get the visible ones only."""
    articles = _VISIBLE_ARTICLES if isinstance(look.actor, CustomerActor) else _ARTICLES
    return _by_ticket(look, articles, ticket_ids)


def count_articles(look: Look, ticket_id: int) -> int:
    """How many articles of a ticket the caller has found the actor may see."""
    counted = _VISIBLE_COUNTED if isinstance(look.actor, CustomerActor) else _ALL_COUNTED
    [(count,)] = counted.rows(look.connection, id=ticket_id)
    return int(count)


def count_articles_of(look: Look, ticket_ids: Collection[int]) -> dict[int, int]:
    """How many articles tickets have which an agent has found, by ticket."""
    counted = look.connection.execute(_COUNTED_BY_TICKET, {"ids": ticket_ids})
    return {ticket_id: int(count) for ticket_id, count in counted}


def last_article(look: Look, ticket_id: int) -> AnyRow | None:
    rows = _LAST_VISIBLE if isinstance(look.actor, CustomerActor) else _LAST
    return look.connection.execute(rows, {"id": ticket_id}).first()


def list_attachments(look: Look, article_ids: Collection[int]) -> dict[int, list[AnyRow]]:
    """The attachments of articles the caller has found, by article, in the order they came."""
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in look.connection.execute(_FILES, {"ids": article_ids}):
        found[row.article_id].append(row)
    return found


def accounted_time(look: Look, ticket_ids: Collection[int]) -> dict[int, int]:
    """Hundredths of time units by article."""
    rows = look.connection.execute(_TIMES, {"ids": ticket_ids})
    return {article_id: int(total) for article_id, total in rows}


def list_history(look: Look, ticket_ids: Collection[int]) -> dict[int, list[AnyRow]]:
    """The history of tickets the caller has found, oldest first."""
    return _by_ticket(look, _HISTORIES, ticket_ids)


def _by_ticket(look: Look, rows: PreparedByIds, ticket_ids: Collection[int]) -> dict[int, list[AnyRow]]:
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in rows.rows(look.connection, ticket_ids):
        found[row.ticket_id].append(row)
    return found
