"""The upload cache: files of forms that are still being filled in."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Flag, Id, Moment, Name
from polydesk.kernel.db import Base


class Upload(Base):
    """A form belongs to whoever first used its id; nobody else gets to its files."""

    __tablename__ = "upload"

    id: Mapped[Id]
    form_id: Mapped[str] = mapped_column(String(250))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[Name]
    file_number: Mapped[int]
    """Counts from 1 within the form."""
    filename: Mapped[str] = mapped_column(String(250))
    content_type: Mapped[str] = mapped_column(String(450))
    content_id: Mapped[str] = mapped_column(String(250))
    inline: Mapped[Flag]
    size: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    """Its name among the files that wait; random, as no two uploads share a content."""
    create_time: Mapped[Moment] = mapped_column(index=True)

    __table_args__ = (UniqueConstraint("form_id", "filename"), UniqueConstraint("form_id", "content_id"))
