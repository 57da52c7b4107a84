"""The groups agents have rights in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from polydesk.desk.columns import VALID
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import Group
from polydesk.kernel.work import Look

_TABLE = Group.metadata.tables["agent_group"]


@dataclass(frozen=True, slots=True)
class GroupRow:
    id: int
    name: str
    valid: int
    create_time: datetime
    change_time: datetime
    member_count: int
    """Valid agents who have a right in it, by a role or otherwise."""


def list_groups(look: Look, *, is_valid: bool | None = None) -> Sequence[GroupRow]:
    """By name."""
    members = [frozenset().union(*one.rights.values()) for one in look.config(Directory).agents if one.valid]
    columns = (_TABLE.c[name] for name in ("id", "name", "valid", "create_time", "change_time"))
    rows = look.connection.execute(select(*columns).order_by(_TABLE.c.name)).all()
    return [
        GroupRow(**row._mapping, member_count=sum(row.id in groups for groups in members))
        for row in rows
        if is_valid is None or (row.valid == VALID) is is_valid
    ]
