"""What a delivery says: an envelope as GOTRS has it, with the ticket in it as `/api/v1` shows it."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from polydesk.desk.tickets import events
from polydesk.desk.tickets.events import AttachmentsAdded, TicketEvent
from polydesk.desk.tickets.models import Article, ArticleMime
from polydesk.desk.tickets.queries import list_attachments
from polydesk.kernel.actors import Actor, AgentActor, CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

MOST_LETTERS = 100_000
"""Of an article; longer ones are to be fetched."""
VERSION = "1.0"
_PREVIOUS: Mapping[type[TicketEvent], Mapping[str, str]] = {
    events.Renamed: {"title": "old"},
    events.Moved: {"queue_id": "old_id", "queue_name": "old"},
    events.TypeSet: {"type_id": "old_id", "type_name": "old"},
    events.StateSet: {"state_name": "old"},
    events.PrioritySet: {"priority_id": "old_id", "priority_name": "old"},
    events.FieldSet: {"field": "field", "value": "old"},
}
"""What a ticket was before, by the names it has in `data`, from attributes of the event."""
_PLAIN = (str, int, type(None))
_ARTICLE = Article.metadata.tables["article"]
_MIME = ArticleMime.metadata.tables["article_mime"]
_ARTICLES = select(_ARTICLE, _MIME, _MIME.c["from"].label("from_")).join(_MIME, _MIME.c.article_id == _ARTICLE.c.id)


@dataclass(frozen=True, slots=True)
class Shapes:
    """How a ticket and an article look."""

    ticket: Callable[[Look, Any], dict[str, Any]]
    article: Callable[[AnyRow, Iterable[AnyRow]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, with the id all who hear of it are given, and whatever of it changes later."""

    event: TicketEvent
    id: str

    @classmethod
    def now(cls, event: TicketEvent) -> "Happened":
        return cls(event, str(uuid.uuid4()))

    @property
    def article_id(self) -> int | None:
        return self.event.article_id if isinstance(self.event, AttachmentsAdded) else self.event.about_article


def documents(work: Work, happened: Sequence[Happened], shapes: Shapes) -> list[dict[str, Any]]:
    """One for each, still without the event's name. Two statements if articles are concerned, otherwise none."""
    articles = _articles(work, {one.article_id for one in happened if one.article_id is not None}, shapes)
    actor, source = _actor(work.actor), source_of(work)
    tickets: dict[int, dict[str, Any]] = {}
    made = []
    for one in happened:
        ticket = one.event.ticket
        if ticket.id not in tickets:
            tickets[ticket.id] = shapes.ticket(work, ticket)
        data: dict[str, Any] = {"ticket": tickets[ticket.id], "change": _change(one.event), "actor": actor}
        if one.article_id is not None:
            data["article"] = articles.get(one.article_id)
        made.append(_envelope(one.id, work.now, source, data, _previous(one.event)))
    return made


def ping_document(look: Look, webhook_id: int) -> dict[str, Any]:
    data = {"webhook_id": webhook_id, "actor": _actor(look.actor)}
    return _envelope(str(uuid.uuid4()), look.now, source_of(look), data, None)


def dumped(document: Mapping[str, Any], name: str) -> str:
    return msgspec.json.encode({"event": name, **document}).decode()


def source_of(look: Look) -> dict[str, str]:
    settings = look.config(Settings)
    return {
        "name": settings["Organization"] or "Polydesk",
        "version": VERSION,
        "url": f"https://{settings['FQDN']}",
    }


def _envelope(
    event_id: str, now: datetime, source: dict[str, str], data: dict[str, Any], previous: dict[str, Any] | None
) -> dict[str, Any]:
    stamp = now.isoformat(timespec="seconds") + "Z"
    return {"id": event_id, "timestamp": stamp, "source": source, "data": data, "previous_data": previous}


def _articles(work: Work, ids: set[int], shapes: Shapes) -> dict[int, dict[str, Any]]:
    if not ids:
        return {}
    files = list_attachments(work, sorted(ids))
    rows = work.connection.execute(_ARTICLES.where(_ARTICLE.c.id.in_(ids)))
    return {row.id: _bounded(shapes.article(row, files.get(row.id, ())), row) for row in rows}


def _bounded(shape: dict[str, Any], row: AnyRow) -> dict[str, Any]:
    if len(shape["body"]) <= MOST_LETTERS:
        return shape
    return {**shape, "body": row.body[:MOST_LETTERS], "content_type": "text/plain", "body_truncated": True}


def _change(event: TicketEvent) -> dict[str, Any]:
    """What the event itself says, as far as it is short and plain."""
    said = {field.name: _plain(getattr(event, field.name)) for field in fields(event) if field.name != "ticket"}
    return {name: value for name, value in said.items() if isinstance(value, _PLAIN)}


def _plain(value: Any) -> Any:
    """An entry of a catalogue is told by its name."""
    return value if isinstance(value, _PLAIN) else getattr(value, "name", value)


def _previous(event: TicketEvent) -> dict[str, Any] | None:
    names = _PREVIOUS.get(type(event))
    return {name: getattr(event, attribute) for name, attribute in names.items()} if names else None


def _actor(actor: Actor) -> dict[str, Any]:
    if isinstance(actor, AgentActor):
        return {"type": "agent", "id": actor.id, "login": actor.login}
    if isinstance(actor, CustomerActor):
        return {"type": "customer", "id": None, "login": actor.login}
    return {"type": "system", "id": None, "login": ""}
