"""Requests that may come twice."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import LongText, Moment
from polydesk.kernel.db import Base


class RepeatedRequest(Base):
    """The answer to a request with an Idempotency-Key, given again when the request comes again."""

    __tablename__ = "repeated_request"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of caller, method, path and key."""
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[LongText]
    create_time: Mapped[Moment] = mapped_column(index=True)
