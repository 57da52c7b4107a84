"""Fills a desk with tickets: bulk inserts into its own tables, the search index among them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert

from bench.texts import Texts
from polydesk.desk.configuration.sequences import sync_sequences
from polydesk.desk.desk import Desk
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.tables import ARTICLES, TITLES, WORDS
from polydesk.desk.search.words import index_words, plain_words
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.models import CHANNEL_PHONE, SENDER_AGENT
from polydesk.kernel.db import Base

BATCH = 1000
BODIES = 500
"""Different bodies there are: finding the words of each takes longer than storing it."""
SENDER = '"Cora Customer" <c1@acme.example>'
_TICKET, _ARTICLE, _MIME, _HISTORY = (Base.metadata.tables[n] for n in ("ticket", "article", "article_mime", "history"))
Rows = dict[Table, list[dict[str, Any]]]


class IndexedText(NamedTuple):
    text: str
    distinct: str
    plain: str


def _indexed(text: str) -> IndexedText:
    return IndexedText(text, index_words(text), plain_words(text))


class Seeder:
    """Makes rows of tickets that have been coming in every five minutes until now."""

    def __init__(self, desk: Desk, tickets: int) -> None:
        with desk.look() as look:
            self._queue = look.config(Catalogue).queues.named("Bench")
            self._agent = look.config(Directory).agents.named("bench")
            self._start = look.now - tickets * timedelta(minutes=5)
        self._texts = Texts()
        self._bodies = [_indexed(self._texts.body()) for _ in range(BODIES)]
        self._tickets = tickets
        self._articles = 0

    def batches(self) -> Iterator[Rows]:
        for first in range(1, self._tickets + 1, BATCH):
            rows: Rows = {table: [] for table in (_TICKET, _ARTICLE, _MIME, _HISTORY, TITLES, ARTICLES, WORDS)}
            for ticket in range(first, min(first + BATCH, self._tickets + 1)):
                self._ticket(rows, ticket)
            yield rows

    def _ticket(self, rows: Rows, ticket: int) -> None:
        title, moment = self._texts.title(ticket), self._start + ticket * timedelta(minutes=5)
        rows[_TICKET].append(self._ticket_row(ticket, title, moment))
        rows[TITLES].append({"rowid": ticket, "title": title.casefold()})
        rows[WORDS].append({"rowid": -ticket, "ticket_id": ticket, "visible": 1, "words": plain_words(title)})
        rows[_HISTORY].append(self._history_row(ticket, None, moment))
        for number in range(1, self._texts.articles() + 1):
            self._article(rows, ticket, number, moment)

    def _article(self, rows: Rows, ticket: int, number: int, moment: datetime) -> None:
        self._articles += 1
        article, subject, body = self._articles, f"Message {number}", self._bodies[self._texts.below(BODIES)]
        rows[_ARTICLE].append(self._article_row(article, ticket, number, moment))
        rows[_MIME].append(_mime_row(article, subject, body.text, moment))
        rows[_HISTORY].append(self._history_row(ticket, article, moment))
        words = f"{plain_words(f'{subject} {SENDER} Bench')} {body.plain}"
        rows[WORDS].append({"rowid": article, "ticket_id": ticket, "visible": 1, "words": words})
        rows[ARTICLES].append(_index_row(article, ticket, subject, body))

    def _ticket_row(self, ticket: int, title: str, moment: datetime) -> dict[str, Any]:
        return {
            "id": ticket,
            "number": f"2000010110{ticket:06d}",
            "title": title,
            **self._properties(),
            "type_id": 1,
            "lock_id": 1,
            "responsible_id": self._author,
            "customer_id": "acme",
            "customer_user": "c1",
            "unlock_timeout": int(moment.timestamp()),
            **self._stamps(moment),
        }

    def _article_row(self, article: int, ticket: int, number: int, moment: datetime) -> dict[str, Any]:
        return {
            "id": article,
            "ticket_id": ticket,
            "number": number,
            "sender_type_id": SENDER_AGENT,
            "channel_id": CHANNEL_PHONE,
            "visible": 1,
            **self._stamps(moment),
        }

    def _history_row(self, ticket: int, article: int | None, moment: datetime) -> dict[str, Any]:
        return {
            "ticket_id": ticket,
            "article_id": article,
            "type_id": TYPE_IDS["AddNote" if article else "NewTicket"],
            "name": "%%",
            **self._properties(),
            "ticket_type_id": 1,
            "create_time": moment,
            "create_by": self._author,
        }

    def _properties(self) -> dict[str, Any]:
        assert self._queue
        return {"queue_id": self._queue.id, "state_id": 1, "priority_id": 3, "owner_id": self._author}

    def _stamps(self, moment: datetime) -> dict[str, Any]:
        author = self._author
        return {"create_time": moment, "create_by": author, "change_time": moment, "change_by": author}

    @property
    def _author(self) -> int:
        assert self._agent
        return self._agent.id


def _mime_row(article: int, subject: str, body: str, moment: datetime) -> dict[str, Any]:
    return {
        "article_id": article,
        "from": SENDER,
        "to": "Bench",
        "subject": subject,
        "content_type": "text/plain; charset=utf-8",
        "body": body,
        "incoming_time": int(moment.timestamp()),
    }


def _index_row(article: int, ticket: int, subject: str, body: IndexedText) -> dict[str, Any]:
    return {
        "rowid": article,
        "ticket_id": ticket,
        "visible": 1,
        "sender": SENDER.casefold(),
        "recipients": "bench",
        "copies": "",
        "subject": index_words(subject),
        "body": body.distinct,
        "files": "",
    }


def seed(desk: Desk, tickets: int, *, whole: bool = True) -> None:
    """Insert that many tickets with one to five articles each into a desk that has none, or the tickets' rows alone."""
    seeder = Seeder(desk, tickets)
    with desk.database.writing() as connection:
        if desk.database.is_sqlite:
            _hurry(connection)
        for batch in seeder.batches():
            for table, rows in batch.items() if whole else [(_TICKET, batch[_TICKET])]:
                connection.execute(insert(table), rows)
        sync_sequences(connection)
        if desk.database.is_sqlite:
            _hurry(connection, back=True)
        else:
            connection.exec_driver_sql("ANALYZE")  # what autovacuum does for a desk that grew over years


def _hurry(connection: Connection, *, back: bool = False) -> None:
    """Let the search index collect more before it writes; `back` to what is usual."""
    size = 1 << 20 if back else 64 << 20
    connection.exec_driver_sql(f"PRAGMA cache_size={-8_000 if back else -200_000}")
    for table in (ARTICLES, WORDS):
        connection.exec_driver_sql(f"INSERT INTO {table.name}({table.name}, rank) VALUES ('hashsize', {size})")
