"""What guards the accounts of customer users beside their password."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, Moment, Name, Ref
from polydesk.kernel.db import Base


class PastPassword(Base):
    """A password somebody had before: it may not come back at once."""

    __tablename__ = "past_password"

    id: Mapped[Id]
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[Name]
    password_hash: Mapped[Name]
    create_time: Mapped[Moment]

    __table_args__ = (Index("ix_past_password_subject", "subject_kind", "subject"),)


class ResetToken(Base):
    """Lets a customer user choose a new password once. Only its SHA-256 is kept."""

    __tablename__ = "reset_token"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    customer_login: Mapped[Name] = mapped_column(index=True)
    create_time: Mapped[Moment]


class SecondFactor(Base):
    """The secret of somebody's one-time codes, and the last step that was used: no code works twice."""

    __tablename__ = "second_factor"

    subject_kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject: Mapped[Name] = mapped_column(primary_key=True)
    secret: Mapped[Name]
    last_step: Mapped[int] = mapped_column(default=0)


class CustomerRight(Base):
    """A right of a customer user (kind 'user', by login) or a company (kind 'company', by CustomerID) in a group.

    Asked only where customer group support is on.
    """

    __tablename__ = "customer_right"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject: Mapped[Name] = mapped_column(primary_key=True)
    group_id: Mapped[Ref] = mapped_column(primary_key=True)
    right: Mapped[str] = mapped_column(String(20), primary_key=True)
