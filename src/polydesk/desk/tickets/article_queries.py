"""The articles of one ticket as their readers see them: finding them is being allowed to, in the same statement."""

from typing import Any

from sqlalchemy import Select, func, select

from polydesk.desk.tickets.access import visible_to
from polydesk.desk.tickets.models import Article, ArticleMime, Attachment, Ticket
from polydesk.desk.tickets.queries import list_tickets
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

_ARTICLE = Article.metadata.tables["article"]
_MIME = ArticleMime.metadata.tables["article_mime"]
_ATTACHMENT = Attachment.metadata.tables["attachment"]
_COUNTED = _ARTICLE.alias("counted")
_ARTICLES = (
    select(_ARTICLE, _MIME, _MIME.c["from"].label("from_"))
    .join(_MIME, _MIME.c.article_id == _ARTICLE.c.id)
    .join(Ticket, Ticket.id == _ARTICLE.c.ticket_id)
)
_ATTACHMENTS = (
    select(_ATTACHMENT)
    .join(_ARTICLE, _ARTICLE.c.id == _ATTACHMENT.c.article_id)
    .join(Ticket, Ticket.id == _ARTICLE.c.ticket_id)
)
_COUNT = select(func.count()).select_from(_COUNTED)


def list_articles_page(look: Look, ticket_id: int, *, offset: int, limit: int) -> tuple[list[AnyRow], int]:
    """So many articles from there on, oldest first, and how many there are in all. Raises NotFound for the ticket."""
    count = _COUNT.where(_COUNTED.c.ticket_id == ticket_id)
    if isinstance(look.actor, CustomerActor):
        count = count.where(_COUNTED.c.visible == 1)
    wanted = (
        _seen(look, _ARTICLES, ticket_id).add_columns(count.scalar_subquery().label("total")).order_by(_ARTICLE.c.id)
    )
    rows = list(look.connection.execute(wanted.offset(offset).limit(limit)))
    if rows:
        return rows, rows[0].total
    _check_ticket(look, ticket_id)
    return rows, look.connection.execute(count).scalar_one()


def find_article(look: Look, ticket_id: int, article_id: int) -> AnyRow:
    """Raises NotFound for the ticket, or for an article of another one, or one the actor may not see."""
    row = look.connection.execute(_seen(look, _ARTICLES, ticket_id).where(_ARTICLE.c.id == article_id)).first()
    if row is None:
        _check_ticket(look, ticket_id)
        raise NotFound("article", id=article_id)
    return row


def find_article_by_id(look: Look, article_id: int) -> AnyRow:
    """Whichever ticket it is of. Raises NotFound for one the actor may not see."""
    found = _ARTICLES.where(_ARTICLE.c.id == article_id, visible_to(look))
    if isinstance(look.actor, CustomerActor):
        found = found.where(_ARTICLE.c.visible == 1)
    row = look.connection.execute(found).first()
    if row is None:
        raise NotFound("article", id=article_id)
    return row


def find_attachment(look: Look, ticket_id: int, attachment_id: int) -> AnyRow:
    """Raises NotFound as `find_article` does."""
    row = look.connection.execute(_seen(look, _ATTACHMENTS, ticket_id).where(_ATTACHMENT.c.id == attachment_id)).first()
    if row is None:
        _check_ticket(look, ticket_id)
        raise NotFound("attachment", id=attachment_id)
    return row


def _seen(look: Look, rows: Select[*tuple[Any, ...]], ticket_id: int) -> Select[*tuple[Any, ...]]:
    seen = rows.where(_ARTICLE.c.ticket_id == ticket_id, visible_to(look))
    return seen.where(_ARTICLE.c.visible == 1) if isinstance(look.actor, CustomerActor) else seen


def _check_ticket(look: Look, ticket_id: int) -> None:
    if ticket_id not in list_tickets(look, [ticket_id]):
        raise NotFound("ticket", id=ticket_id)
