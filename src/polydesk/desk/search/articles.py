"""The index rows of articles."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

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


class Texts(Protocol):
    """What is indexed of an article."""

    @property
    def sender(self) -> str: ...
    @property
    def recipients(self) -> str: ...
    @property
    def copies(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def body(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is found."""

    article_id: int
    ticket_id: int
    visible: int

    @property
    def columns(self) -> dict[str, int]:
        return {"rowid": self.article_id, "ticket_id": self.ticket_id, "visible": self.visible}


def index_for_people(work: Work, place: Place, texts: Texts, names: Iterable[str]) -> None:
    parts = (texts.subject, texts.sender, texts.recipients, texts.copies, *names, texts.body)
    work.write(WORDS, **place.columns, words=plain_words(" ".join(parts)))


def index_for_interface(work: Work, place: Place, texts: Texts, names: Iterable[str] = ()) -> None:
    """As in OTOBO, the Generic Interface finds names of attachments only after the index was built anew."""
    work.write(
        ARTICLES,
        **place.columns,
        sender=_lower(texts.sender),
        recipients=_lower(texts.recipients),
        copies=_lower(texts.copies),
        subject=index_words(texts.subject),
        body=index_words(texts.body),
        files=_lower(" ".join(names)),
    )


def stored_texts(work: Work, article_ids: Collection[int]) -> list[tuple[Place, Texts]]:
    rows = work.connection.execute(_ARTICLE_TEXTS.where(Article.id.in_(article_ids)))
    return [(Place(row.id, row.ticket_id, row.visible), row) for row in rows]


def file_names(work: Work, article_ids: Collection[int]) -> Names:
    names: defaultdict[int, list[str]] = defaultdict(list)
    if article_ids:
        rows = select(Attachment.article_id, Attachment.filename).where(Attachment.article_id.in_(article_ids))
        for article_id, name in work.connection.execute(rows.order_by(Attachment.id)):
            names[article_id].append(name)
    return names


def _lower(text: str) -> str:
    return text[:LONGEST_TEXT].casefold()
