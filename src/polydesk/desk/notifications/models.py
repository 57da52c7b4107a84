"""Notifications shown to people where they work, beside those sent to them by mail."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Flag, Id, LongText, Moment, Name
from polydesk.kernel.db import Base


class NotificationView(Base):
    __tablename__ = "notification_view"

    id: Mapped[Id]
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[Name]
    """Whom it is for: an agent or a customer user, by login."""
    name: Mapped[Name]
    comment: Mapped[LongText]
    title: Mapped[LongText]
    body: Mapped[LongText]
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(40))
    object_reference: Mapped[Name]
    seen: Mapped[Flag]
    create_time: Mapped[Moment]

    __table_args__ = (
        Index("ix_notification_view_subject", "subject_kind", "subject", "create_time", "id"),
        Index("ix_notification_view_object", "object_type", "object_id"),
    )
