"""The articles of a ticket part by part, with as much of each as a first screen shows."""

from collections.abc import Sequence

from sqlalchemy import func, select

from polydesk.desk.tickets.models import Article, ArticleMime
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

START_OF_BODY = 1_200
"""So many characters of a text are read; whoever wants the rest asks for the article."""
_ARTICLE = Article.metadata.tables["article"]
_MIME = ArticleMime.metadata.tables["article_mime"]
_ROWS = select(
    *_ARTICLE.c["id", "ticket_id", "number", "sender_type_id", "channel_id", "visible", "create_time", "create_by"],
    _MIME.c["from"].label("from_"),
    *_MIME.c["to", "cc", "bcc", "subject"],
    _MIME.c.html_body.is_not(None).label("is_html"),
    func.substr(_MIME.c.body, 1, START_OF_BODY).label("start"),
    (func.length(_MIME.c.body) > START_OF_BODY).label("is_longer"),
).join(_MIME, _MIME.c.article_id == _ARTICLE.c.id)


def list_thread(
    look: Look, ticket_id: int, *, limit: int, newest_first: bool = True, beyond: int | None = None
) -> Sequence[AnyRow]:
    """Articles of a ticket the agent has found, those that follow the article `beyond` in this order."""
    order = _ARTICLE.c.id.desc() if newest_first else _ARTICLE.c.id
    rows = _ROWS.where(_ARTICLE.c.ticket_id == ticket_id).order_by(order).limit(limit)
    if beyond is not None:
        rows = rows.where(_ARTICLE.c.id < beyond if newest_first else _ARTICLE.c.id > beyond)
    return look.connection.execute(rows).all()


def newest_article_id(look: Look, ticket_id: int, *, sender_type_id: int | None = None) -> int:
    """0 for a ticket without articles, or without one of such a sender."""
    newest = select(func.max(_ARTICLE.c.id)).where(_ARTICLE.c.ticket_id == ticket_id)
    if sender_type_id is not None:
        newest = newest.where(_ARTICLE.c.sender_type_id == sender_type_id)
    return look.connection.execute(newest).scalar() or 0
