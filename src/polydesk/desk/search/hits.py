"""Where the words of a search stand in the tickets it found: the newest article of each that has one of them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from polydesk.desk.search.full_text import any_of_words, words_of
from polydesk.desk.search.tables import WORDS
from polydesk.desk.tickets.models import ArticleMime
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.among import among
from polydesk.kernel.work import Look

LOOKED_THROUGH = 20_000
"""Characters of a body in which a word is looked for."""
BEFORE, AROUND = 60, 220
_BLANKS = re.compile(r"\s+")

Pieces = Sequence[tuple[str, bool]]
"""A text in pieces, and of each whether it is what was looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    article_id: int
    sender: str
    excerpt: Pieces


def find_hits(look: Look, ticket_ids: Collection[int], text: str) -> Mapping[int, Hit]:
    """By ticket, for tickets the caller has found; those whose words stand in their title only have none."""
    words = words_in(text)
    if not ticket_ids or not words:
        return {}
    newest = (
        select(WORDS.c.ticket_id, func.max(WORDS.c.rowid).label("article_id"))
        .where(among(WORDS.c.ticket_id, "ids"), WORDS.c.rowid > 0, any_of_words(look, text), *_seen(look))
        .group_by(WORDS.c.ticket_id)
    ).subquery("newest")
    body = func.substr(ArticleMime.body, 1, LOOKED_THROUGH).label("body")
    rows = select(newest.c.ticket_id, newest.c.article_id, ArticleMime.from_.label("sender"), body).join(
        ArticleMime, ArticleMime.article_id == newest.c.article_id
    )
    found = look.connection.execute(rows, {"ids": ticket_ids})
    return {row.ticket_id: Hit(row.article_id, row.sender, excerpt(row.body, words)) for row in found}


def words_in(text: str) -> list[str]:
    """Each word once, the longest first."""
    return sorted({word for term in words_of(text) for word in term}, key=lambda word: (-len(word), word))


def excerpt(text: str, words: Sequence[str]) -> Pieces:
    """What stands around the first of the words, on one line; the beginning where none is found."""
    line = _BLANKS.sub(" ", text).strip()
    first = _pattern(words).search(line)
    start = max(0, first.start() - BEFORE) if first else 0
    shown = ("…" if start else "") + line[start : start + AROUND] + ("…" if start + AROUND < len(line) else "")
    return marked(shown, words)


def marked(text: str, words: Sequence[str]) -> Pieces:
    if not words:
        return [(text, False)]
    pieces, at = [], 0
    for found in _pattern(words).finditer(text):
        pieces += [(text[at : found.start()], False), (found[0], True)]
        at = found.end()
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """At beginnings of words, as the search looks for the last of them."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)


def _seen(look: Look) -> list[ColumnElement[bool]]:
    return [WORDS.c.visible == 1] if isinstance(look.actor, CustomerActor) else []
