"""The articles of a ticket a customer user has found: the visible ones, which of them they have seen, their files."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, bindparam, exists, select
from sqlalchemy.exc import DBAPIError

from polydesk.desk.tickets.access import visible_to
from polydesk.desk.tickets.customer_flags import SEEN, CustomerArticleFlag, wrote
from polydesk.desk.tickets.models import Article, ArticleMime, Attachment, Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound, Unavailable
from polydesk.kernel.work import Look

_FLAG = CustomerArticleFlag.metadata.tables["customer_article_flag"]
_ARTICLE = Article.metadata.tables["article"]
_MIME = ArticleMime.metadata.tables["article_mime"]
_ATTACHMENT = Attachment.metadata.tables["attachment"]
_IS_SEEN = exists().where(
    _FLAG.c.article_id == _ARTICLE.c.id, _FLAG.c.customer_login == bindparam("login"), _FLAG.c.name == SEEN
)
_IS_OWN = wrote(bindparam("login"))
_HAS_FILES = exists().where(_ATTACHMENT.c.article_id == _ARTICLE.c.id)
_HEAD = (
    _ARTICLE,
    _MIME.c["from"].label("from_"),
    _MIME.c.subject,
    _IS_SEEN.label("is_seen"),
    _HAS_FILES.label("has_files"),
)
_VISIBLE = (
    select(*_HEAD, _IS_OWN.label("is_own"))
    .join(_MIME, _MIME.c.article_id == _ARTICLE.c.id)
    .join(Ticket, Ticket.id == _ARTICLE.c.ticket_id)
    .where(_ARTICLE.c.ticket_id == bindparam("ticket"), _ARTICLE.c.visible == 1)
    .order_by(_ARTICLE.c.id)
)
_TEXTS = [column for column in _MIME.c if column.name not in ("article_id", "from", "subject")]


def list_visible_articles(look: Look, customer: CustomerActor, ticket_id: int) -> Sequence[AnyRow]:
    """Oldest first, without their texts, with `is_seen`, `is_own` and `has_files`.

    Raises Unavailable if they cannot be read.
    """
    try:
        return look.connection.execute(_VISIBLE, {"login": customer.login.lower(), "ticket": ticket_id}).all()
    except DBAPIError as error:
        raise Unavailable("articles.unreadable", ticket=ticket_id) from error


def find_visible_article(look: Look, customer: CustomerActor, ticket_id: int, article_id: int) -> AnyRow:
    """The whole article. Raises NotFound where there is none for the customer, Unavailable if it cannot be read."""
    rows = (
        select(*_HEAD, *_TEXTS)
        .join(_MIME, _MIME.c.article_id == _ARTICLE.c.id)
        .join(Ticket, Ticket.id == _ARTICLE.c.ticket_id)
        .where(_readable(look, ticket_id, article_id))
    )
    try:
        row = look.connection.execute(rows, {"login": customer.login.lower()}).first()
    except DBAPIError as error:
        raise Unavailable("articles.unreadable", ticket=ticket_id) from error
    if row is None:
        raise NotFound("article", id=article_id)
    return row


def find_visible_file(look: Look, ticket_id: int, article_id: int, attachment_id: int) -> AnyRow | None:
    """None where the article has no such file. Raises NotFound where there is no article for the customer."""
    its_file = and_(_ATTACHMENT.c.article_id == _ARTICLE.c.id, _ATTACHMENT.c.id == attachment_id)
    rows = (
        select(_ATTACHMENT)
        .select_from(_ARTICLE)
        .join(Ticket, Ticket.id == _ARTICLE.c.ticket_id)
        .outerjoin(_ATTACHMENT, its_file)
        .where(_readable(look, ticket_id, article_id))
    )
    row = look.connection.execute(rows).first()
    if row is None:
        raise NotFound("article", id=article_id)
    return row if row.id is not None else None


def _readable(look: Look, ticket_id: int, article_id: int) -> ColumnElement[bool]:
    of_ticket = and_(_ARTICLE.c.id == article_id, _ARTICLE.c.ticket_id == ticket_id, _ARTICLE.c.visible == 1)
    return and_(of_ticket, visible_to(look))
