"""Webhooks, what they are told, and each time that was tried."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Flag, Id, LongText, Moment, Name, Ref, Stamped
from polydesk.kernel.db import Base


class Webhook(Stamped, Base):
    """A receiver outside and the events it hears of."""

    __tablename__ = "webhook"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    description: Mapped[LongText]
    url: Mapped[LongText]
    events: Mapped[list[str]] = mapped_column(JSON)
    """Names of events; a `*` at the end stands for any rest."""
    queue_ids: Mapped[list[int]] = mapped_column(JSON)
    """Only tickets in these; empty: all tickets."""
    headers: Mapped[dict[str, str]] = mapped_column(JSON)
    """Sent with each delivery. They may hold a password: nothing shows their values."""
    secret: Mapped[LongText]
    """Signs deliveries. Nothing shows it but the answer that made it."""
    old_secret: Mapped[LongText]
    old_secret_until: Mapped[datetime | None] = mapped_column(DateTime)
    """Until then deliveries are signed with the old secret as well."""
    retry_count: Mapped[int | None]
    """How often a delivery is tried again; None: as the setting says."""
    retry_interval: Mapped[int]
    """Seconds before the second try."""
    timeout: Mapped[int]
    """Seconds one try may take."""
    is_active: Mapped[Flag]
    disabled_reason: Mapped[LongText]
    """Why the desk itself made it inactive."""
    failing_since: Mapped[datetime | None] = mapped_column(DateTime)
    """Nothing was taken since then, though it was tried."""
    failures: Mapped[int] = mapped_column(default=0)
    """Tries in a row to which nobody answered."""
    rests_until: Mapped[datetime | None] = mapped_column(DateTime)


PENDING, DELIVERED, FAILED = "pending", "delivered", "failed"


class WebhookDelivery(Base):
    """What one webhook is told of one event, written in the transaction of what it tells of."""

    __tablename__ = "webhook_delivery"

    id: Mapped[Id]
    webhook_id: Mapped[Ref] = mapped_column(ForeignKey("webhook.id"))
    event: Mapped[str] = mapped_column(String(60))
    event_id: Mapped[str] = mapped_column(String(36))
    """The same for all webhooks that are told of the event."""
    ticket_id: Mapped[Ref | None]
    body: Mapped[LongText]
    """As it is sent, each time the same."""
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    """Since it was made, or was last asked for again."""
    next_try_at: Mapped[Moment]
    status: Mapped[int | None]
    """Of the last answer."""
    error: Mapped[LongText]
    create_time: Mapped[Moment]
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime)

    __table_args__: Any = (
        Index("ix_webhook_delivery_due", "webhook_id", "state", "next_try_at"),
        Index("ix_webhook_delivery_webhook", "webhook_id", "id"),
        Index("ix_webhook_delivery_next_try_at", "next_try_at"),
    )


class WebhookAttempt(Base):
    """One try of a delivery."""

    __tablename__ = "webhook_attempt"

    id: Mapped[Id]
    delivery_id: Mapped[Ref] = mapped_column(ForeignKey("webhook_delivery.id"), index=True)
    create_time: Mapped[Moment]
    milliseconds: Mapped[int]
    status: Mapped[int | None]
    """None when nobody answered."""
    error: Mapped[LongText]
    answer: Mapped[LongText]
    """The beginning of what the receiver said."""
