"""Tickets by what people type into a search box, of which nobody knows whether it is words, a title or a number."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, select, union
from sqlalchemy.orm import aliased

from polydesk.desk.search.comparing import ids_matching, matches
from polydesk.desk.search.full_text import LONGEST_QUERY, by_words
from polydesk.desk.search.patterns import INDEXABLE_LENGTH, Pattern
from polydesk.desk.search.tables import ARTICLES, TITLES
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Look

_NUMBERED = aliased(Ticket)


def as_meant(look: Look, text: str) -> ColumnElement[bool]:
    """Each way finds ids by an index of its own: joined by OR, they would be tried on every ticket there is."""
    return Ticket.id.in_(union(*_ways(look, text.strip()[:LONGEST_QUERY])))


def named_like(look: Look, text: str) -> ColumnElement[bool]:
    """Whether the text is a part of a ticket's title or number."""
    return Ticket.id.in_(union(*_by_name(look, text)))


def _by_name(look: Look, text: str) -> Iterator[Select[int]]:
    part = Pattern(("", text.casefold(), ""))
    yield ids_matching(look, TITLES.c.title, [part])
    if text.isascii() and text.isalnum() and any(map(str.isdigit, text)):
        yield select(_NUMBERED.id).where(matches(look, _NUMBERED.number.expression, part))


def _ways(look: Look, text: str) -> Iterator[Select[int]]:
    yield from _by_name(look, text)
    words = by_words(look, text)
    if words is not None:
        yield words
    if len(text) >= INDEXABLE_LENGTH and len(text.split()) == 1:
        yield _with_part_of_a_word(look, text)


def _with_part_of_a_word(look: Look, text: str) -> Select[int]:
    part = Pattern(("", text.casefold(), ""))
    seen_only = isinstance(look.actor, CustomerActor)
    ways = (ids_matching(look, ARTICLES.c[name], [part], visible_only=seen_only) for name in ("subject", "body"))
    return select(ARTICLES.c.ticket_id).where(ARTICLES.c.rowid.in_(union(*ways)))
