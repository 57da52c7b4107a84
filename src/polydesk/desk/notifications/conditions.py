"""When a notification applies: every condition that is given must hold, by one of its values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.events import AS_USUAL, ArticleAdded, NotifyWish, TicketEvent
from polydesk.desk.tickets.models import SENDER_TYPES, Ticket
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class Happened:
    """What a notification may tell of."""

    ticket: Ticket
    article_id: int | None = None
    agent_id: int | None = None
    sender_type_id: int = 0
    visible: bool = True
    wish: NotifyWish = AS_USUAL
    """Which agents are to hear of it."""


def happened_in(event: TicketEvent) -> Happened:
    """What an event of a ticket tells of; the agent is its owner, who may be new."""
    ticket = event.ticket
    if isinstance(event, ArticleAdded):
        return Happened(ticket, event.article_id, ticket.owner_id, event.sender_type_id, event.visible, event.notify)
    return Happened(ticket, event.about_article, ticket.owner_id)


_SENDERS = {number: name for name, number in SENDER_TYPES.items()}
_READ: Mapping[str, Callable[[Catalogue, Happened], str]] = {
    "queues": lambda catalogue, happened: catalogue.queues[happened.ticket.queue_id].name,
    "states": lambda catalogue, happened: catalogue.states[happened.ticket.state_id].name,
    "state_types": lambda catalogue, happened: catalogue.states[happened.ticket.state_id].type,
    "priorities": lambda catalogue, happened: catalogue.priorities[happened.ticket.priority_id].name,
    "types": lambda catalogue, happened: catalogue.types[happened.ticket.type_id].name,
    "customer_ids": lambda _catalogue, happened: happened.ticket.customer_id,
    "sender_types": lambda _catalogue, happened: _SENDERS.get(happened.sender_type_id, ""),
    "visible": lambda _catalogue, happened: str(happened.visible).lower(),
}


def holds(look: Look, conditions: Mapping[str, Any], happened: Happened) -> bool:
    """A condition nobody knows never holds: better no mail than one too many."""
    return all(_holds(look, name, wanted, happened) for name, wanted in conditions.items())


def _holds(look: Look, name: str, wanted: Any, happened: Happened) -> bool:
    read = _READ.get(name)
    if read is None:
        return False
    allowed = wanted if isinstance(wanted, list) else [wanted]
    return read(look.config(Catalogue), happened) in [
        str(one).lower() if isinstance(one, bool) else one for one in allowed
    ]
