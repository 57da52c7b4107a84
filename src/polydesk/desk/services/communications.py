"""What the debugger kept of a web service: one communication is one request with its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, exists, func, select

from polydesk.desk.audit.record import audit
from polydesk.desk.services.models import DebuggerContent, DebuggerEntry
from polydesk.desk.services.queries import find_service
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look, Work

_ENTRY = DebuggerEntry.metadata.tables["debugger_entry"]
_CONTENT = DebuggerContent.metadata.tables["debugger_content"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """`failed` None asks for all; `since` and `until` are included."""

    failed: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    remote_address: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Communication:
    id: int
    communication_id: str
    remote_address: str
    create_time: datetime
    lines: int
    has_failed: bool


def list_communications(look: Look, service_id: int, wanted: LogFilter) -> list[Communication]:
    """The newest first."""
    newest = select(_ENTRY).where(*_conditions(service_id, wanted)).order_by(_ENTRY.c.id.desc()).limit(wanted.limit)
    entry = newest.subquery()
    errors = func.coalesce(func.sum(case((_CONTENT.c.level == "error", 1), else_=0)), 0)
    columns = (entry.c.id, entry.c.communication_id, entry.c.remote_address, entry.c.create_time)
    rows = (
        select(*columns, func.count(_CONTENT.c.id).label("lines"), errors.label("errors"))
        .select_from(entry.outerjoin(_CONTENT, _CONTENT.c.entry_id == entry.c.id))
        .group_by(*columns)
        .order_by(entry.c.id.desc())
    )
    return [
        Communication(row.id, row.communication_id, row.remote_address, row.create_time, row.lines, bool(row.errors))
        for row in look.connection.execute(rows)
    ]


def find_communication(look: Look, service_id: int, entry_id: int) -> tuple[Communication, Sequence[AnyRow]]:
    """With its lines: create_time, level, subject, content. Raises NotFound."""
    own = (_ENTRY.c.id == entry_id, _ENTRY.c.web_service_id == service_id)
    entry = look.connection.execute(select(_ENTRY).where(*own)).one_or_none()
    if entry is None:
        raise NotFound("web_service.communication", id=entry_id)
    lines = select(_CONTENT).where(_CONTENT.c.entry_id == entry_id).order_by(_CONTENT.c.id)
    found = look.connection.execute(lines).all()
    failed = any(line.level == "error" for line in found)
    shown = Communication(entry.id, entry.communication_id, entry.remote_address, entry.create_time, len(found), failed)
    return shown, found


def clear_log(work: Work, service_id: int) -> int:
    """All of it. Returns how many communications there were."""
    find_service(work, service_id)
    ids = select(_ENTRY.c.id).where(_ENTRY.c.web_service_id == service_id)
    work.connection.execute(delete(_CONTENT).where(_CONTENT.c.entry_id.in_(ids)))
    cleared = work.connection.execute(delete(_ENTRY).where(_ENTRY.c.web_service_id == service_id)).rowcount
    audit(work, "web_services.clear_log", "web_services", service_id, old={"communications": cleared})
    return cleared


def _conditions(service_id: int, wanted: LogFilter) -> list[ColumnElement[bool]]:
    error = exists().where(_CONTENT.c.entry_id == _ENTRY.c.id, _CONTENT.c.level == "error")
    found: list[ColumnElement[bool]] = [_ENTRY.c.web_service_id == service_id]
    if wanted.failed is not None:
        found.append(error if wanted.failed else ~error)
    if wanted.since is not None:
        found.append(_ENTRY.c.create_time >= wanted.since)
    if wanted.until is not None:
        found.append(_ENTRY.c.create_time <= wanted.until)
    if wanted.remote_address:
        found.append(_ENTRY.c.remote_address == wanted.remote_address)
    return found
