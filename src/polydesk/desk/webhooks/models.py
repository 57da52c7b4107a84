"""Webhooks and the log of what was delivered."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Flag, Id, LongText, Moment, Name, Ref, Stamped
from polydesk.kernel.db import Base


class Webhook(Stamped, Base):
    __tablename__ = "webhook"

    id: Mapped[Id]
    name: Mapped[Name]
    url: Mapped[str] = mapped_column(String(2000))
    events: Mapped[LongText]
    """A JSON list of event names; `*` is all of them."""
    secret: Mapped[Name]
    """The key of the signature: both sides must know it, so it cannot be hashed. It is in no answer and no dump."""
    description: Mapped[LongText]
    headers: Mapped[LongText]
    filters: Mapped[LongText]
    """JSON objects."""
    retry_count: Mapped[int] = mapped_column(default=3)
    retry_interval: Mapped[int] = mapped_column(default=60)
    timeout: Mapped[int] = mapped_column(default=30)
    """Seconds."""
    is_active: Mapped[Flag] = mapped_column(default=1)


class WebhookDelivery(Base):
    __tablename__ = "webhook_delivery"

    id: Mapped[Id]
    webhook_id: Mapped[Ref] = mapped_column(ForeignKey("webhook.id"), index=True)
    delivery_uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event: Mapped[str] = mapped_column(String(60))
    payload: Mapped[LongText]
    status: Mapped[str] = mapped_column(String(20))
    """waiting, delivered, failed (it will be tried again) or given_up."""
    attempts: Mapped[int] = mapped_column(default=0)
    response_status: Mapped[int | None]
    response_body: Mapped[LongText]
    """The first 2,000 characters."""
    error: Mapped[LongText]
    create_time: Mapped[Moment]
    next_try_at: Mapped[Moment | None] = mapped_column(index=True)
    finished_at: Mapped[Moment | None]

    __table_args__ = (Index("ix_webhook_delivery_status", "status"),)
