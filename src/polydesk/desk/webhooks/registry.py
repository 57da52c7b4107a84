"""Which webhooks hear of what, in memory with the rest of the configuration. Their secrets are not."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from polydesk.desk.webhooks.models import Webhook


@dataclass(frozen=True, slots=True)
class Subscription:
    webhook_id: int
    events: tuple[str, ...]
    queue_ids: frozenset[int]
    """Empty: all queues."""


@dataclass(frozen=True, slots=True)
class Webhooks:
    active: Sequence[Subscription]


def load_webhooks(connection: Connection) -> Webhooks:
    rows = select(Webhook.id, Webhook.events, Webhook.queue_ids).where(Webhook.is_active == 1).order_by(Webhook.id)
    found = connection.execute(rows)
    return Webhooks([Subscription(row.id, tuple(row.events), frozenset(row.queue_ids)) for row in found])
