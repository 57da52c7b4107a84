"""The recorder of webhooks: one delivery for each webhook that hears of an event, in the transaction of the event."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import insert

from polydesk.desk.tickets.events import Moved, TicketEvent
from polydesk.desk.webhooks.models import PENDING, WebhookDelivery
from polydesk.desk.webhooks.names import names_of, wanted_name
from polydesk.desk.webhooks.payload import Happened, Shapes, documents, dumped
from polydesk.desk.webhooks.registry import Subscription, Webhooks
from polydesk.kernel.work import Work

_DELIVERY = WebhookDelivery.metadata.tables["webhook_delivery"]


@dataclass(frozen=True, slots=True)
class _Told:
    happened: Happened
    subscriptions: Sequence[tuple[Subscription, str]]
    """With the name under which each hears of it."""


class Announcer:
    """What a ticket looks like to receivers is handed in: they get it as one of the dialects shows it."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._told_in: WeakKeyDictionary[Work, list[_Told]] = WeakKeyDictionary()

    def announce(self, work: Work, event: TicketEvent) -> None:
        """Written when the work ends: all of its events show the ticket as the whole of it leaves the ticket."""
        subscriptions = _subscribed(work.config(Webhooks), event)
        if not subscriptions:
            return
        told = self._told_in.get(work)
        if told is None:
            told = self._told_in[work] = []
            work.at_last(lambda _end: self._write(work))  # of this actor, whoever ends the work
        told.append(_Told(Happened.now(event), subscriptions))

    def _write(self, work: Work) -> None:
        told = self._told_in.pop(work)
        made = documents(work, [one.happened for one in told], self._shapes)
        rows = [
            _row(work, one.happened, subscription, name, dumped(document, name))
            for one, document in zip(told, made, strict=True)
            for subscription, name in one.subscriptions
        ]
        work.connection.execute(insert(_DELIVERY), rows)


def _subscribed(webhooks: Webhooks, event: TicketEvent) -> list[tuple[Subscription, str]]:
    if not webhooks.active:
        return []
    names = names_of(event)
    queues = {event.ticket.queue_id, event.old_id} if isinstance(event, Moved) else {event.ticket.queue_id}
    named = [
        (one, wanted_name(names, one.events))
        for one in webhooks.active
        if not one.queue_ids or not one.queue_ids.isdisjoint(queues)
    ]
    return [(one, name) for one, name in named if name is not None]


def _row(work: Work, happened: Happened, subscription: Subscription, name: str, body: str) -> dict[str, Any]:
    return {
        "webhook_id": subscription.webhook_id,
        "event": name,
        "event_id": happened.id,
        "ticket_id": happened.event.ticket.id,
        "body": body,
        "state": PENDING,
        "attempts": 0,
        "next_try_at": work.now,
        "error": "",
        "create_time": work.now,
    }
