"""Reading the audit trail."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from polydesk.desk.audit.models import AuditEntry
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

_TABLE = AuditEntry.metadata.tables["audit_entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries are wanted; what is None is not asked for. `since` and `until` are included."""

    agent_id: int | None = None
    action: str | None = None
    ticket_id: int | None = None
    actor: str | None = None
    """A part of the login."""
    action_begins: str | None = None
    entity_type: str | None = None
    entity_id: str | None = None
    address_begins: str | None = None
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
    total = select(func.count()).select_from(_TABLE).where(*conditions)
    rows = select(_TABLE, total.scalar_subquery().label("total")).where(*conditions)
    found = look.connection.execute(rows.order_by(_TABLE.c.id.desc()).offset(offset).limit(limit)).all()
    if found or not offset:
        return [_entry(row) for row in found], found[0].total if found else 0
    return [], look.connection.execute(total).scalar_one()


def list_audit_before(look: Look, wanted: AuditFilter, *, before: int | None, limit: int) -> Sequence[Entry]:
    """The newest first, those before this id: for trails so long that counting takes a while."""
    rows = select(_TABLE).where(*_conditions(wanted))
    if before is not None:
        rows = rows.where(_TABLE.c.id < before)
    return [_entry(row) for row in look.connection.execute(rows.order_by(_TABLE.c.id.desc()).limit(limit))]


def find_entry(look: Look, entry_id: int) -> Entry:
    """Raises NotFound."""
    row = look.connection.execute(select(_TABLE).where(_TABLE.c.id == entry_id)).first()
    if row is None:
        raise NotFound("audit_entry", id=entry_id)
    return _entry(row)


def count_by_action(look: Look) -> dict[str, int]:
    rows = select(_TABLE.c.action, func.count()).group_by(_TABLE.c.action).order_by(_TABLE.c.action)
    return {row[0]: row[1] for row in look.connection.execute(rows)}


def is_in_audit(look: Look, hash_: str) -> bool:
    return look.connection.execute(select(_TABLE.c.id).where(_TABLE.c.hash == hash_).limit(1)).first() is not None


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    columns = _TABLE.c
    found = [
        None if wanted.agent_id is None else (columns.actor_kind == "agent") & (columns.actor_id == wanted.agent_id),
        None if wanted.action is None else columns.action == wanted.action,
        None if wanted.ticket_id is None else columns.ticket_id == wanted.ticket_id,
        None if wanted.actor is None else func.lower(columns.actor).contains(wanted.actor.lower(), autoescape=True),
        None if wanted.action_begins is None else columns.action.startswith(wanted.action_begins, autoescape=True),
        None if wanted.entity_type is None else columns.entity_type == wanted.entity_type,
        None if wanted.entity_id is None else columns.entity_id == wanted.entity_id,
        None
        if wanted.address_begins is None
        else columns.remote_address.startswith(wanted.address_begins, autoescape=True),
        None if wanted.since is None else columns.create_time >= wanted.since,
        None if wanted.until is None else columns.create_time <= wanted.until,
    ]
    return [one for one in found if one is not None]


def _entry(row: AnyRow) -> Entry:
    values = {name: json.loads(row._mapping[name] or "null") for name in ("old_values", "new_values")}
    plain = {name: row._mapping[name] for name in Entry.__slots__ if name not in values}
    return Entry(**plain, **values)
