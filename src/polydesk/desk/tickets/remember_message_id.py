"""Remember the Message-IDs that stand for articles, so that answers to them find their ticket."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select, text

from polydesk.desk.tickets.models import ArticleHeader, MessageId, Ticket
from polydesk.kernel.work import Look, Work

_TABLE = MessageId.metadata.tables["message_id"]
_HEADER = ArticleHeader.metadata.tables["article_header"]
_TICKET = Ticket.metadata.tables["ticket"]
_KNOWN = (
    select(_TABLE.c.hash, _TABLE.c.ticket_id, _TABLE.c.article_id)
    .join(_TICKET, _TICKET.c.id == _TABLE.c.ticket_id)
    .where(_TICKET.c.deleted_at.is_(None))
    .order_by(_TABLE.c.id)
)
_HOLD = text("SELECT pg_advisory_xact_lock(7659375, :id)")
MOST_IDS = 200
"""A conversation has fewer; beyond, only the newest are looked for."""


class KnownId(NamedTuple):
    ticket_id: int
    article_id: int | None


def remember_message_id(work: Work, ticket_id: int, article_id: int, message_id: str, headers: str = "") -> None:
    """With the header block the id came in, if it came by mail."""
    if message_id:
        work.write(
            _TABLE,
            hash=hash_of(message_id),
            message_id=bare(message_id),
            ticket_id=ticket_id,
            article_id=article_id,
            create_time=work.now,
        )
    if headers:
        work.write(_HEADER, article_id=article_id, text=headers)


def hold_message_id(work: Work, message_id: str) -> None:
    """Until the end of this work nobody else who asks for it handles a mail of this id: copies may come at once.

    On SQLite a work is alone anyway.
    """
    if not work.is_sqlite:
        number = int(hash_of(message_id)[:8], 16) - 2**31
        work.connection.execute(_HOLD, {"id": number})


def find_known_ids(look: Look, message_ids: Sequence[str]) -> dict[str, KnownId]:
    """Those of these ids, the newest last, that stand for something in a ticket: as given, the first use of each."""
    by_hash = {hash_of(one): one for one in message_ids[-MOST_IDS:]}
    if not by_hash:
        return {}
    rows = look.connection.execute(_KNOWN.where(_TABLE.c.hash.in_(by_hash))).all()
    return {by_hash[row.hash]: KnownId(row.ticket_id, row.article_id) for row in reversed(rows)}


def hash_of(message_id: str) -> str:
    return hashlib.sha256(bare(message_id).encode("utf-8", "replace")).hexdigest()


def bare(message_id: str) -> str:
    """Without angle brackets and blanks."""
    return message_id.strip().removeprefix("<").removesuffix(">").strip()
