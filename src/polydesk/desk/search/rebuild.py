"""Build the search index anew, after an import or to find names of attachments through the Generic Interface."""

from sqlalchemy import Select, delete, select, text

from polydesk.desk.search.articles import file_names, index_for_interface, index_for_people, stored_texts
from polydesk.desk.search.tables import ARTICLES, TITLES, WORDS
from polydesk.desk.search.words import plain_words
from polydesk.desk.tickets.models import Article, Ticket
from polydesk.kernel.work import Work

BATCH = 500
_ALONE = text("LOCK TABLE fts_ticket_title, fts_article, fts_words IN SHARE ROW EXCLUSIVE MODE")


def rebuild_search_index(work: Work) -> None:
    """Whoever adds to the index meanwhile waits, or what they add would be there twice."""
    if not work.is_sqlite:
        work.connection.execute(_ALONE)
    for table in (TITLES, ARTICLES, WORDS):
        work.connection.execute(delete(table))
    _rebuild_titles(work)
    _rebuild_articles(work)


def _rebuild_titles(work: Work) -> None:
    last = 0
    while rows := work.connection.execute(_titles_after(last)).all():
        for ticket_id, title in rows:
            work.write(TITLES, rowid=ticket_id, title=title.casefold())
            work.write(WORDS, rowid=-ticket_id, ticket_id=ticket_id, visible=1, words=plain_words(title))
        work.flush()
        last = rows[-1].id


def _rebuild_articles(work: Work) -> None:
    last = 0
    while ids := work.connection.execute(_articles_after(last)).scalars().all():
        names = file_names(work, ids)
        for place, texts in stored_texts(work, ids):
            index_for_interface(work, place, texts, names.get(place.article_id, ()))
            index_for_people(work, place, texts, names.get(place.article_id, ()))
        work.flush()
        last = ids[-1]


def _titles_after(last: int) -> Select[int, str]:
    return select(Ticket.id, Ticket.title).where(Ticket.id > last).order_by(Ticket.id).limit(BATCH)


def _articles_after(last: int) -> Select[int]:
    return select(Article.id).where(Article.id > last).order_by(Article.id).limit(BATCH)
