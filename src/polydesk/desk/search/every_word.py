"""Tickets that have a word in their number or title, or in subject or body of an article customers may see.

The search index does not help here: it leaves out what is too short, too long or too common, and any part of any word
is to be found. So the texts themselves are read, of the tickets that are in question otherwise.
"""

from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_

from polydesk.desk.tickets.models import Article, ArticleMime, Ticket


def has_word(word: str) -> ColumnElement[bool]:
    """Any part of a text will do, in any case. There are no wildcards."""
    part = word.lower()
    in_article = exists().where(
        Article.ticket_id == Ticket.id,
        Article.visible == 1,
        ArticleMime.article_id == Article.id,
        or_(_contains(ArticleMime.subject, part), _contains(ArticleMime.body, part)),
    )
    return or_(_contains(Ticket.number, part), _contains(Ticket.title, part), in_article)


def _contains(column: Any, part: str) -> ColumnElement[bool]:
    return func.lower(column).contains(part, autoescape=True)
