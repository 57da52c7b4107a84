"""Webhooks for tests: made by few words, sent by one step, their rows read."""

import threading
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select, update

from polydesk.desk.desk import Desk
from polydesk.desk.webhooks.models import Webhook, WebhookAttempt, WebhookDelivery
from polydesk.desk.webhooks.webhooks import create_webhook
from polydesk.desk.webhooks.wishes import WebhookWish
from polydesk.hooks.messenger import Messenger
from tests.world.cast import ROOT
from tests.world.tickets import configured

NEVER = threading.Event()
LOOPBACK = {"Webhooks::AllowHTTP": True, "Webhooks::AllowedNetworks": ["127.0.0.0/8"]}
SECRET = "a secret of twenty letters".replace(" ", "-")
HOOK = Webhook.metadata.tables["webhook"]
DELIVERY = WebhookDelivery.metadata.tables["webhook_delivery"]
ATTEMPT = WebhookAttempt.metadata.tables["webhook_attempt"]


def let_out(desk: Desk, **settings: Any) -> None:
    """To receivers on this machine."""
    configured(desk, settings={**LOOPBACK, **settings})


def hooked(
    desk: Desk, url: str = "https://receiver.example/", *, events: tuple[str, ...] = ("*",), **given: Any
) -> int:
    """The id of a new webhook."""
    wish = {"name": f"hook for {url} of {events}", "secret": SECRET, **given}
    with desk.work(ROOT) as work:
        return create_webhook(work, WebhookWish(url=url, events=events, **wish))[0]


def send_due(desk: Desk, data: Path) -> None:
    """What is due now, to the end."""
    messenger = Messenger(desk, data)
    messenger.step(NEVER)
    messenger.close()


def deliveries(desk: Desk) -> list[Row[*tuple[Any, ...]]]:
    with desk.look() as look:
        return list(look.connection.execute(select(DELIVERY).order_by(DELIVERY.c.id)))


def attempts(desk: Desk) -> list[Row[*tuple[Any, ...]]]:
    with desk.look() as look:
        return list(look.connection.execute(select(ATTEMPT).order_by(ATTEMPT.c.id)))


def hook(desk: Desk, webhook_id: int) -> Row[*tuple[Any, ...]]:
    with desk.look() as look:
        return look.connection.execute(select(HOOK).where(HOOK.c.id == webhook_id)).one()


def make_due(desk: Desk) -> None:
    """As if all pauses were over."""
    with desk.work() as work:
        work.connection.execute(update(DELIVERY).values(next_try_at=DELIVERY.c.create_time))
        work.connection.execute(update(HOOK).values(rests_until=None))
