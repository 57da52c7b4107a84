"""Tickets for tests: opened by few words, read as rows, at any time of day."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.history_types import TYPE_NAMES
from polydesk.desk.tickets.models import History, Ticket
from polydesk.desk.tickets.open import NewTicket, open_ticket
from polydesk.kernel.actors import Actor
from polydesk.kernel.work import Look
from polydesk.wiring import CONFIGURATION, RECORDERS
from tests.world.cast import ADA

NOBODY = 1
"""The system agent, who owns what nobody owns."""
NOTE = NewArticle(subject="s", body="b", visible=False)
NOON = datetime(2026, 9, 28, 12)  # noqa: DTZ001  naive UTC is the convention of this project
"""A Monday at work."""


def at(desk: Desk, moment: datetime) -> Desk:
    """The same desk at another time."""
    other = Desk(desk.database, desk.files, recorders=RECORDERS, configuration=CONFIGURATION, now=lambda: moment)
    other._snapshots = desk._snapshots  # what has been read stays read
    return other


def new_ticket(look: Look, *, queue: str = "Sales", state: str = "open", **values: Any) -> NewTicket:
    """Normal priority, unclassified, in Sales, open, unless said otherwise; `service` and `sla` are names as well."""
    catalogue = look.config(Catalogue)
    for name, entries in (("service", catalogue.services), ("sla", catalogue.slas)):
        if name in values:
            values[f"{name}_id"] = named(entries, values.pop(name))
    given = {"title": "Printer", "type_id": 1, "priority_id": 3, **values}
    return NewTicket(queue_id=named(catalogue.queues, queue), state_id=named(catalogue.states, state), **given)


def named(entries: Any, name: str) -> int:
    entry = entries.named(name)
    assert entry is not None, name
    return int(entry.id)


def opened(desk: Desk, actor: Actor = ADA, *, article: NewArticle | None = NOTE, **properties: Any) -> int:
    """The id of a new ticket, with an article that nobody is told of."""
    with desk.work(actor) as work:
        ticket_id = open_ticket(work, new_ticket(work, **properties)).id
        if article:
            add_article(work, ticket_id, article)
    return ticket_id


def ticket_row(desk: Desk, ticket_id: int) -> Row[*tuple[Any, ...]]:
    """The ticket as it is stored, also if it is deleted."""
    with desk.look() as look:
        return look.connection.execute(select(Ticket.__table__).where(Ticket.id == ticket_id)).one()


def history(desk: Desk, ticket_id: int, *, after: int = 0) -> list[tuple[str, str]]:
    """Type and text of each entry, those after the first so many."""
    rows = select(History.type_id, History.name).where(History.ticket_id == ticket_id).order_by(History.id)
    with desk.look() as look:
        return [(TYPE_NAMES[type_id], name) for type_id, name in look.connection.execute(rows)][after:]


class Recorded:
    """What a work adds to a ticket's history; to be used around it."""

    def __init__(self, desk: Desk, ticket_id: int) -> None:
        self._desk, self._ticket_id = desk, ticket_id
        self._before = len(history(desk, ticket_id))

    @property
    def entries(self) -> list[tuple[str, str]]:
        return history(self._desk, self._ticket_id, after=self._before)


def changed(desk: Desk, ticket_id: int, actor: Actor, change: Any, *args: Any, **options: Any) -> list[tuple[str, str]]:
    """Run a verb of the desk on this ticket, and return what it added to the history."""
    recorded = Recorded(desk, ticket_id)
    with desk.work(actor) as work:
        change(work, ticket_id, *args, **options)
    return recorded.entries


def configured(desk: Desk, **sections: Any) -> None:
    """Load a piece of configuration, such as settings={"SystemID": "20"}."""
    with desk.work() as work:
        load_configuration(work, sections)


STATES = {
    "new": 1,
    "closed successful": 2,
    "closed unsuccessful": 3,
    "open": 4,
    "removed": 5,
    "pending reminder": 6,
    "pending auto close+": 7,
    "pending auto close-": 8,
    "merged": 9,
    "in progress": 10,
}
UNLOCK, LOCK, TMP_LOCK = 1, 2, 3
