"""Forget deliveries that are long done."""

from datetime import timedelta

from sqlalchemy import delete, select

from polydesk.desk.desk import Desk
from polydesk.desk.webhooks.models import WebhookAttempt, WebhookDelivery
from polydesk.kernel.settings import Settings

AT_ONCE = 1000
"""Nobody waits long for a table to be tidied."""
_DELIVERY = WebhookDelivery.metadata.tables["webhook_delivery"]
_ATTEMPT = WebhookAttempt.metadata.tables["webhook_attempt"]


def expire_deliveries(desk: Desk) -> None:
    """Delete what was last tried, or was to be, `Webhooks::KeepDays` ago, with all tries.

    What still waits for a webhook that is not active is among it: it holds what tickets say as well.
    """
    while _deleted_some(desk):
        pass


def _deleted_some(desk: Desk) -> bool:
    with desk.work() as work:
        before = work.now - timedelta(days=work.config(Settings)["Webhooks::KeepDays"])
        old = select(_DELIVERY.c.id).where(_DELIVERY.c.next_try_at < before).limit(AT_ONCE)
        ids = list(work.connection.execute(old).scalars())
        if ids:
            work.connection.execute(delete(_ATTEMPT).where(_ATTEMPT.c.delivery_id.in_(ids)))
            work.connection.execute(delete(_DELIVERY).where(_DELIVERY.c.id.in_(ids)))
    return len(ids) == AT_ONCE
