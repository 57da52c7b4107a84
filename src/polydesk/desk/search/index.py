"""Keeps the search index in step with tickets and articles, in the transaction that changes them."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import delete, update

from polydesk.desk.search.articles import file_names, index_articles
from polydesk.desk.search.tables import TITLES, WORDS
from polydesk.desk.search.words import plain_words
from polydesk.desk.tickets.events import ArticleAdded, AttachmentsAdded, Renamed, TicketOpened
from polydesk.kernel.work import Work


def index_new_title(work: Work, event: TicketOpened) -> None:
    """The recorder of TicketOpened."""
    ticket = event.ticket
    work.write(TITLES, rowid=ticket.id, title=ticket.title.casefold())
    work.write(WORDS, rowid=-ticket.id, ticket_id=ticket.id, visible=1, words=plain_words(ticket.title))


def index_renamed(work: Work, event: Renamed) -> None:
    """The recorder of Renamed."""
    work.flush()  # the rows of a ticket opened just now may still be waiting
    ticket = event.ticket
    title, words = ticket.title.casefold(), plain_words(ticket.title)
    work.connection.execute(update(TITLES).where(TITLES.c.rowid == ticket.id).values(title=title))
    work.connection.execute(update(WORDS).where(WORDS.c.rowid == -ticket.id).values(words=words))


def index_new_article(work: Work, event: ArticleAdded) -> None:
    """The recorder of ArticleAdded."""
    _waiting(work).new.add(event.article_id)


def index_attachments(work: Work, event: AttachmentsAdded) -> None:
    """The recorder of AttachmentsAdded: people find the names at once, the Generic Interface after a rebuild."""
    _waiting(work).with_files.add(event.article_id)


@dataclass
class _Waiting:
    """Articles to be indexed when the work ends, and with it all of their attachments."""

    new: set[int] = field(default_factory=set)
    with_files: set[int] = field(default_factory=set)


_waiting_in: WeakKeyDictionary[Work, _Waiting] = WeakKeyDictionary()


def _waiting(work: Work) -> _Waiting:
    waiting = _waiting_in.get(work)
    if waiting is None:
        waiting = _waiting_in[work] = _Waiting()
        work.at_end(_index_waiting)
    return waiting


def _index_waiting(work: Work) -> None:
    work.flush()
    waiting = _waiting_in.pop(work)
    known = waiting.with_files - waiting.new
    if known:
        work.connection.execute(delete(WORDS).where(WORDS.c.rowid.in_(known)))
    articles = {**dict.fromkeys(known, False), **dict.fromkeys(waiting.new, True)}
    index_articles(work, articles, file_names(work, waiting.with_files))
