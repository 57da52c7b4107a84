"""Reading the audit trail."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from polydesk.desk.audit.models import AuditEntry
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

_TABLE = AuditEntry.metadata.tables["audit_entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries are wanted; what is None is not asked for. `since` and `until` are included."""

    agent_id: int | None = None
    action: str | None = None
    ticket_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    create_time: datetime
    actor_kind: str
    actor_id: int | None
    actor: str
    action: str
    entity_type: str
    entity_id: str
    ticket_id: int | None
    remote_address: str
    old_values: dict[str, Any] | None
    new_values: dict[str, Any] | None


def list_audit(look: Look, wanted: AuditFilter, *, offset: int, limit: int) -> tuple[Sequence[Entry], int]:
    """The newest first, and how many there are in all."""
    conditions = _conditions(wanted)
    total = look.connection.execute(select(func.count()).select_from(_TABLE).where(*conditions)).scalar_one()
    rows = select(_TABLE).where(*conditions).order_by(_TABLE.c.id.desc()).offset(offset).limit(limit)
    return [_entry(row) for row in look.connection.execute(rows)], total


def is_in_audit(look: Look, hash_: str) -> bool:
    return look.connection.execute(select(_TABLE.c.id).where(_TABLE.c.hash == hash_).limit(1)).first() is not None


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    columns = _TABLE.c
    found = [
        None if wanted.agent_id is None else (columns.actor_kind == "agent") & (columns.actor_id == wanted.agent_id),
        None if wanted.action is None else columns.action == wanted.action,
        None if wanted.ticket_id is None else columns.ticket_id == wanted.ticket_id,
        None if wanted.since is None else columns.create_time >= wanted.since,
        None if wanted.until is None else columns.create_time <= wanted.until,
    ]
    return [one for one in found if one is not None]


def _entry(row: AnyRow) -> Entry:
    values = {name: json.loads(row._mapping[name] or "null") for name in ("old_values", "new_values")}
    plain = {name: row._mapping[name] for name in Entry.__slots__ if name not in values}
    return Entry(**plain, **values)
