"""The articles of a ticket as they are printed: the oldest first, their plain text, as much as is bearable on paper."""

from collections.abc import Sequence

from sqlalchemy import func, select

from polydesk.desk.tickets.models import Article, ArticleMime
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

MOST, LONGEST = 500, 20_000
"""Articles of a ticket, and characters of each."""
_ARTICLE = Article.metadata.tables["article"]
_MIME = ArticleMime.metadata.tables["article_mime"]
_ROWS = select(
    *_ARTICLE.c["id", "ticket_id", "number", "sender_type_id", "channel_id", "visible", "create_time"],
    _MIME.c["from"].label("from_"),
    *_MIME.c["to", "cc", "subject"],
    func.substr(_MIME.c.body, 1, LONGEST).label("text"),
    (func.length(_MIME.c.body) > LONGEST).label("is_longer"),
).join(_MIME, _MIME.c.article_id == _ARTICLE.c.id)


def list_printed(look: Look, ticket_id: int) -> Sequence[AnyRow]:
    """Of a ticket an agent has found."""
    rows = _ROWS.where(_ARTICLE.c.ticket_id == ticket_id).order_by(_ARTICLE.c.id)
    return look.connection.execute(rows.limit(MOST)).all()
