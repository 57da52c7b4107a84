"""Keeps the search index in step with tickets and articles, in the transaction that changes them."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import delete, update

from polydesk.desk.search.articles import (
    Names,
    Place,
    Texts,
    file_names,
    index_for_interface,
    index_for_people,
    stored_texts,
)
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
    place = Place(event.article_id, event.ticket.id, int(event.visible))
    index_for_interface(work, place, event.texts)
    _waiting(work).new[event.article_id] = (place, event.texts)


def index_attachments(work: Work, event: AttachmentsAdded) -> None:
    """The recorder of AttachmentsAdded: people find the names at once, the Generic Interface after a rebuild."""
    _waiting(work).with_files.add(event.article_id)


@dataclass
class _Waiting:
    """Articles to be indexed for people when the work ends, and with it all of their attachments."""

    new: dict[int, tuple[Place, Texts]] = field(default_factory=dict)
    with_files: set[int] = field(default_factory=set)


_waiting_in: WeakKeyDictionary[Work, _Waiting] = WeakKeyDictionary()


def _waiting(work: Work) -> _Waiting:
    waiting = _waiting_in.get(work)
    if waiting is None:
        waiting = _waiting_in[work] = _Waiting()
        work.at_end(lambda _end: _index_waiting(work))  # of this actor, whoever ends the work
    return waiting


def _index_waiting(work: Work) -> None:
    waiting = _waiting_in.pop(work)
    names = _stored_names(work, waiting.with_files)
    for place, texts in [*waiting.new.values(), *_known(work, waiting.with_files - waiting.new.keys())]:
        index_for_people(work, place, texts, names.get(place.article_id, ()))


def _stored_names(work: Work, article_ids: set[int]) -> Names:
    if article_ids:
        work.flush()
    return file_names(work, article_ids)


def _known(work: Work, article_ids: set[int]) -> list[tuple[Place, Texts]]:
    """Articles that were there before this work; they are indexed anew."""
    if not article_ids:
        return []
    work.connection.execute(delete(WORDS).where(WORDS.c.rowid.in_(article_ids)))
    return stored_texts(work, article_ids)
