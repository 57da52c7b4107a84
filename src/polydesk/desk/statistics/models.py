"""What somebody is told on the dashboard."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, LongText, Moment, Name, Ref
from polydesk.kernel.db import Base


class Notice(Base):
    """Somebody gave you a ticket, or a customer wrote in yours."""

    __tablename__ = "notice"

    id: Mapped[Id]
    agent_id: Mapped[Ref]
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[Name]
    message: Mapped[LongText]
    ticket_id: Mapped[Ref | None]
    create_time: Mapped[Moment]
    read_at: Mapped[Moment | None]

    __table_args__ = (Index("ix_notice_agent", "agent_id", "id"),)
