"""The index rows of articles."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from polydesk.desk.search.tables import ARTICLES, WORDS
from polydesk.desk.search.words import LONGEST_TEXT, index_words, plain_words
from polydesk.desk.tickets.models import Article, ArticleMime, Attachment
from polydesk.kernel.work import Work

_ARTICLE_TEXTS = select(
    Article.id,
    Article.ticket_id,
    Article.visible,
    ArticleMime.from_.label("sender"),
    ArticleMime.to.label("recipients"),
    ArticleMime.cc.label("copies"),
    ArticleMime.subject,
    ArticleMime.body,
).join(ArticleMime, ArticleMime.article_id == Article.id)


Names = Mapping[int, list[str]]


def index_articles(
    work: Work, articles: Mapping[int, bool], names: Names, *, names_for_interface: bool = False
) -> None:
    """Write the index rows of stored articles: only those for people where the value is False.

    As in OTOBO, the Generic Interface finds names of attachments only after the index was built anew.
    """
    for row in work.connection.execute(_ARTICLE_TEXTS.where(Article.id.in_(articles))):
        files = " ".join(names.get(row.id, ()))
        if articles[row.id]:
            work.write(ARTICLES, **_for_interface(row, files if names_for_interface else ""))
        words = plain_words(" ".join((row.subject, row.sender, row.recipients, row.copies, files, row.body)))
        work.write(WORDS, rowid=row.id, ticket_id=row.ticket_id, visible=row.visible, words=words)


def file_names(work: Work, article_ids: Collection[int]) -> Names:
    names: defaultdict[int, list[str]] = defaultdict(list)
    if article_ids:
        rows = select(Attachment.article_id, Attachment.filename).where(Attachment.article_id.in_(article_ids))
        for article_id, name in work.connection.execute(rows.order_by(Attachment.id)):
            names[article_id].append(name)
    return names


def _for_interface(row: Any, files: str) -> dict[str, Any]:
    return {
        "rowid": row.id,
        "ticket_id": row.ticket_id,
        "visible": row.visible,
        "sender": _lower(row.sender),
        "recipients": _lower(row.recipients),
        "copies": _lower(row.copies),
        "subject": index_words(row.subject),
        "body": index_words(row.body),
        "files": _lower(files),
    }


def _lower(text: str) -> str:
    return text[:LONGEST_TEXT].casefold()
