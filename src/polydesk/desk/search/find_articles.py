"""Articles by the words in them."""

from sqlalchemy import func, select

from polydesk.desk.search.full_text import articles_by_words
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.models import Article, ArticleMime, Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

BEGINNING = 200
"""Characters of a body that are shown."""


def find_articles(look: Look, text: str, *, limit: int) -> tuple[list[AnyRow], int]:
    """Those the actor may see with every word of the text, newest first, and how many there are in all."""
    found = articles_by_words(look, text)
    if found is None:
        return [], 0
    rows = (
        select(
            Article.id,
            Article.ticket_id,
            Article.create_time,
            Ticket.number,
            Ticket.title,
            ArticleMime.subject,
            ArticleMime.from_.label("sender"),
            func.substr(ArticleMime.body, 1, BEGINNING).label("beginning"),
            func.count().over().label("in_all"),
        )
        .join(ArticleMime, ArticleMime.article_id == Article.id)
        .join(Ticket, Ticket.id == Article.ticket_id)
        .where(found, searchable_by(look))
        .order_by(Article.id.desc())
        .limit(limit)
    )
    if isinstance(look.actor, CustomerActor):
        rows = rows.where(Article.visible == 1)
    listed = list(look.connection.execute(rows))
    return listed, listed[0].in_all if listed else 0
