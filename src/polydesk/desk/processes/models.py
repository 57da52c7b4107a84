"""Process definitions as OTRS exports them: each part has an entity id, a name and a configuration."""

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, Name, Stamped
from polydesk.kernel.db import Base

ACTIVE, FADE_AWAY, INACTIVE = "Active", "FadeAway", "Inactive"
STATES = (ACTIVE, FADE_AWAY, INACTIVE)
"""Inactive processes do nothing; those that fade away let their tickets go on and take no new ones."""


class _Part(Stamped):
    id: Mapped[Id]
    entity_id: Mapped[str] = mapped_column(String(50), unique=True)
    name: Mapped[Name]
    config: Mapped[dict[str, Any]] = mapped_column(JSON)
    beside: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What else an export says of the part, such as the layout of a process: kept for the next export."""


class Process(_Part, Base):
    """`config` has Description, StartActivity, StartActivityDialog and Path."""

    __tablename__ = "process"

    state: Mapped[str] = mapped_column(String(20), default=ACTIVE)


class ProcessActivity(_Part, Base):
    """`config` has ActivityDialog: the dialogs in their order."""

    __tablename__ = "process_activity"


class ProcessDialog(_Part, Base):
    """`config` has Interface, Permission, RequiredLock, the descriptions, FieldOrder and Fields."""

    __tablename__ = "process_dialog"


class ProcessTransition(_Part, Base):
    """`config` has Condition and ConditionLinking."""

    __tablename__ = "process_transition"


class ProcessTransitionAction(_Part, Base):
    """`config` has Module and Config."""

    __tablename__ = "process_transition_action"
