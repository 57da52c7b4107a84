"""Searches people keep."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Flag, Id, LongText, Moment, Name
from polydesk.kernel.db import Base


class SavedSearch(Base):
    __tablename__ = "saved_search"

    id: Mapped[Id]
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[Name]
    """The owner: agent or customer, and the login."""
    name: Mapped[Name]
    query: Mapped[LongText]
    filters: Mapped[LongText]
    """A JSON object."""
    kind: Mapped[str] = mapped_column(String(40), default="TicketSearch")
    is_public: Mapped[Flag]
    create_time: Mapped[Moment]
    change_time: Mapped[Moment]

    __table_args__ = (UniqueConstraint("subject_kind", "subject", "name"),)
