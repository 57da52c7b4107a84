"""Web service definitions and the log of their debugger."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, MasterData, Moment, Name, Ref
from polydesk.kernel.db import Base


class WebServiceRow(MasterData, Base):
    __tablename__ = "web_service"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    config: Mapped[str] = mapped_column(Text)
    """The vendors' YAML."""


class WebServiceVersion(Base):
    __tablename__ = "web_service_version"

    id: Mapped[Id]
    web_service_id: Mapped[Ref] = mapped_column(ForeignKey("web_service.id"), index=True)
    config: Mapped[str] = mapped_column(Text)
    create_time: Mapped[Moment]
    create_by: Mapped[int]


class DebuggerEntry(Base):
    """One request, as one line of the debugger."""

    __tablename__ = "debugger_entry"

    id: Mapped[Id]
    communication_id: Mapped[str] = mapped_column(String(32))
    remote_address: Mapped[str] = mapped_column(String(60))
    web_service_id: Mapped[Ref]
    create_time: Mapped[Moment]
    operation: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Empty where none was found."""

    __table_args__ = (Index("ix_debugger_entry_service", "web_service_id", "id"),)


class DebuggerContent(Base):
    __tablename__ = "debugger_content"

    id: Mapped[Id]
    entry_id: Mapped[Ref] = mapped_column(ForeignKey("debugger_entry.id"), index=True)
    level: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(255))
    content: Mapped[str] = mapped_column(Text)
    create_time: Mapped[Moment]
