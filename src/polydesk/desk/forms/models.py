"""What decides how forms look."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Flag, Id, MasterData, Name
from polydesk.kernel.db import Base


class Screen(Base):
    """The configuration of one screen of the customer's interface, under the name OTRS 7 gives it."""

    __tablename__ = "screen"

    name: Mapped[Name] = mapped_column(primary_key=True)
    config: Mapped[dict[str, Any]] = mapped_column(JSON)


class AccessControl(MasterData, Base):
    """An ACL in OTRS' own shape: what it is about (`match`), and which choices it leaves, adds or takes (`change`).

    Those of one desk are tried in the order of their names.
    """

    __tablename__ = "access_control"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    match: Mapped[dict[str, Any]] = mapped_column(JSON)
    change: Mapped[dict[str, Any]] = mapped_column(JSON)
    stop_after_match: Mapped[Flag]
