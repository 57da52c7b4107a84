"""The audit trail: entries are added and never changed."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, LongText, Moment, Name, Ref
from polydesk.kernel.db import Base


class AuditEntry(Base):
    __tablename__ = "audit_entry"

    id: Mapped[Id]
    create_time: Mapped[Moment] = mapped_column(index=True)
    actor_kind: Mapped[str] = mapped_column(String(20))
    """agent, customer, system, or nobody: a failed sign-in."""
    actor_id: Mapped[Ref | None]
    actor: Mapped[Name]
    """The login."""
    action: Mapped[str] = mapped_column(String(60))
    """What was done, such as `ticket.update` or `auth.login_failed`."""
    entity_type: Mapped[str] = mapped_column(String(30))
    entity_id: Mapped[str] = mapped_column(String(200))
    ticket_id: Mapped[Ref | None] = mapped_column(index=True)
    remote_address: Mapped[str] = mapped_column(String(60), default="")
    old_values: Mapped[LongText]
    new_values: Mapped[LongText]
    """JSON objects; never a password or another secret."""
    hash: Mapped[str] = mapped_column(String(64))
    """A keyed digest of this entry and of the hash before it."""

    __table_args__ = (Index("ix_audit_entry_action", "action"), Index("ix_audit_entry_actor", "actor_kind", "actor_id"))
