"""What was done to many tickets at once, so that it can be told, and taken back for a while."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, Moment, Ref
from polydesk.kernel.db import Base


class Bulk(Base):
    __tablename__ = "bulk"

    id: Mapped[Id]
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"))
    kind: Mapped[str] = mapped_column(String(20))
    """A word of `bulk.Kind`."""
    value_id: Mapped[Ref]
    failed: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """From ids of tickets to the codes of errors."""
    kept: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Those that were not put back, as somebody had changed them since."""
    create_time: Mapped[Moment]
    end_time: Mapped[Moment]
    undone_time: Mapped[datetime | None] = mapped_column(DateTime)

    __table_args__ = ({"sqlite_autoincrement": True},)  # an address with its id never comes to tell of another


class BulkUndo(Base):
    """How a ticket was before, and the version it had right after."""

    __tablename__ = "bulk_undo"

    bulk_id: Mapped[Ref] = mapped_column(ForeignKey("bulk.id", ondelete="CASCADE"), primary_key=True)
    ticket_id: Mapped[Ref] = mapped_column(primary_key=True)
    version: Mapped[int]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
