"""What an agent has sent and may still take back."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, Moment, Ref
from polydesk.kernel.db import Base


class HeldWriting(Base):
    """It is nothing yet: no article, no history, no mail. It becomes all of it when its time has come."""

    __tablename__ = "held_writing"

    id: Mapped[Id]
    ticket_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"))
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As a draft has it."""
    send_at: Mapped[datetime | None] = mapped_column(DateTime)
    """Never, if there is a problem: its writer is told."""
    problem: Mapped[str] = mapped_column(String(100))
    """Empty, or the code of the error for which it could not be sent."""
    create_time: Mapped[Moment]

    __table_args__ = (
        Index("ix_held_writing_send_at", "send_at"),
        Index("ix_held_writing_ticket", "ticket_id", "agent_id"),
        {"sqlite_autoincrement": True},  # what is to be taken back is never another
    )
