"""Full-text search for people: words and quoted phrases, in titles, articles, addresses and names of attachments."""

import re

from sqlalchemy import ColumnElement, Select, and_, func, intersect, literal_column, or_, select

from polydesk.desk.search.tables import WORDS
from polydesk.desk.search.words import plain_words
from polydesk.desk.tickets.access import visible_to
from polydesk.desk.tickets.models import Article, Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Look

LONGEST_QUERY = 1000
MOST_TERMS = 16

_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')


def full_text_search(look: Look, text: str, *, limit: int = 100) -> list[int]:
    """Ids of the tickets the actor may see in which every term occurs, newest first.

    Terms are words or "quoted phrases"; what the text ends with may be the beginning of a word.
    A customer's words are not looked for in what is invisible to customers.
    """
    found = by_words(look, text)
    if found is None:
        return []
    tickets = select(Ticket.id).where(visible_to(look), Ticket.id.in_(found)).order_by(Ticket.id.desc()).limit(limit)
    return list(look.connection.execute(tickets).scalars())


def by_words(look: Look, text: str) -> Select[int] | None:
    """Ids of the tickets in which every term occurs; None for a text without words."""
    terms = words_of(text)
    last = len(terms) - 1
    found = [_tickets_with(look, term, number == last) for number, term in enumerate(terms)]
    if len(found) < 2:
        return found[0] if found else None
    return select(intersect(*found).subquery().c.ticket_id)


def articles_by_words(look: Look, text: str) -> ColumnElement[bool] | None:
    """Whether every term occurs in one article, on the table of articles; None for a text without words."""
    terms = words_of(text)
    last = len(terms) - 1
    rows = (select(WORDS.c.rowid).where(_matches(look, term, number == last)) for number, term in enumerate(terms))
    return and_(*(Article.id.in_(one) for one in rows)) if terms else None


def any_of_words(look: Look, text: str) -> ColumnElement[bool]:
    """Whether one of the terms occurs, on the table of words; for a text that has words."""
    terms = words_of(text)
    if not look.is_sqlite:
        return or_(*(_matches(look, term, number == len(terms) - 1) for number, term in enumerate(terms)))
    # One MATCH for all: joined by OR, each would be tried on every row.
    phrases = " OR ".join(f'"{" ".join(term)}"' for term in terms) + "*"
    return literal_column("fts_words").op("MATCH", is_comparison=True)(phrases)


def words_of(text: str) -> list[list[str]]:
    """Each term is the words that have to follow one another."""
    matches = _TERM.finditer(text[:LONGEST_QUERY])
    return [words for match in matches if (words := plain_words(match[1] or match[2] or "").split())][:MOST_TERMS]


def _tickets_with(look: Look, words: list[str], is_last: bool) -> Select[int]:
    rows = select(WORDS.c.ticket_id).where(_matches(look, words, is_last))
    return rows.where(WORDS.c.visible == 1) if isinstance(look.actor, CustomerActor) else rows


def _matches(look: Look, words: list[str], is_last: bool) -> ColumnElement[bool]:
    # Words are letters and digits only, so nothing in them can be taken for an operator.
    if look.is_sqlite:
        phrase = f'"{" ".join(words)}"' + ("*" if is_last else "")
        return literal_column("fts_words").op("MATCH", is_comparison=True)(phrase)
    phrase = " <-> ".join(f"'{word}'" for word in words) + (":*" if is_last else "")
    return literal_column("vector").op("@@", is_comparison=True)(func.to_tsquery("simple", phrase))
