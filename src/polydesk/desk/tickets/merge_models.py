"""What has gone over with a merge, so that just this comes back when it is taken back."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, Moment, Ref
from polydesk.kernel.db import Base


class MergeRecord(Base):
    """There is one for as long as a ticket is merged. Tickets merged elsewhere have none."""

    __tablename__ = "merge_record"

    id: Mapped[Id]
    merged_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"), unique=True)
    main_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    """How the merged ticket was."""
    moved: Mapped[dict[str, list[int]]] = mapped_column(JSON)
    """By table: ids of rows, of watchers and collaborators those of the people."""
    dropped: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Links that the main ticket had as well, or that were with it."""
    create_time: Mapped[Moment]
