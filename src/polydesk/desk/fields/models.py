"""Dynamic fields: what a desk wants to know about tickets and articles beyond the built-in properties."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, MasterData, Name, Ref
from polydesk.kernel.db import Base

KINDS = ("Text", "TextArea", "Checkbox", "Dropdown", "Multiselect", "Date", "DateTime")
INTERNAL_KINDS = ("ProcessID", "ActivityID")
"""Kinds of the two fields every OTRS-family desk has for process management; they behave like Text."""
OBJECTS = ("Ticket", "Article")


class DynamicField(MasterData, Base):
    __tablename__ = "dynamic_field"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    label: Mapped[Name]
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    object_kind: Mapped[str] = mapped_column(String(40))
    config: Mapped[dict[str, Any]] = mapped_column(JSON)
    internal: Mapped[int] = mapped_column(SmallInteger, default=0)


class DynamicFieldValue(Base):
    __tablename__ = "dynamic_field_value"

    id: Mapped[Id]
    field_id: Mapped[Ref] = mapped_column(ForeignKey("dynamic_field.id"))
    object_id: Mapped[Ref]
    position: Mapped[int] = mapped_column(default=0)
    value_text: Mapped[str | None] = mapped_column(Text)
    value_int: Mapped[int | None]
    value_date: Mapped[datetime | None] = mapped_column(DateTime)

    __table_args__ = (
        Index("ix_dynamic_field_value_object", "object_id", "field_id"),
        Index("ix_dynamic_field_value_field", "field_id", "object_id"),
    )
