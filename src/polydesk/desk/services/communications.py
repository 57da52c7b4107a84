"""What the debugger kept of a web service: one communication is one request with its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, exists, func, or_, select

from polydesk.desk.audit.record import audit
from polydesk.desk.services.models import DebuggerContent, DebuggerEntry
from polydesk.desk.services.queries import find_service
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.holding import holds_text
from polydesk.kernel.work import Look, Work

_ENTRY = DebuggerEntry.metadata.tables["debugger_entry"]
_CONTENT = DebuggerContent.metadata.tables["debugger_content"]
_SHOWN = ("id", "web_service_id", "operation", "communication_id", "remote_address", "create_time")
_RECENT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """`failed` None asks for all; `since` and `until` are included. Of web services, None are all.

    `remote_address` is how one begins, `text` stands in any line in any case, and `before` is an id.
    """

    service_id: int | None = None
    operation: str = ""
    text: str = ""
    before: int | None = None
    failed: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    remote_address: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Communication:
    id: int
    web_service_id: int
    operation: str
    communication_id: str
    remote_address: str
    create_time: datetime
    lines: int
    has_failed: bool


def list_communications(look: Look, wanted: LogFilter) -> list[Communication]:
    """The newest first."""
    newest = select(_ENTRY).where(*_conditions(look, wanted)).order_by(_ENTRY.c.id.desc()).limit(wanted.limit)
    entry = newest.subquery()
    errors = func.coalesce(func.sum(case((_CONTENT.c.level == "error", 1), else_=0)), 0)
    columns = tuple(entry.c[name] for name in _SHOWN)
    rows = (
        select(*columns, func.count(_CONTENT.c.id).label("lines"), errors.label("errors"))
        .select_from(entry.outerjoin(_CONTENT, _CONTENT.c.entry_id == entry.c.id))
        .group_by(*columns)
        .order_by(entry.c.id.desc())
    )
    return [_communication(row, row.lines, failed=bool(row.errors)) for row in look.connection.execute(rows)]


def logged_operations(look: Look, service_id: int | None = None) -> Sequence[str]:
    """By name: those the newest thousand communications called."""
    newest = select(_ENTRY.c.operation).order_by(_ENTRY.c.id.desc()).limit(_RECENT)
    recent = (newest if service_id is None else newest.where(_ENTRY.c.web_service_id == service_id)).subquery()
    named = select(recent.c.operation).where(recent.c.operation != "").distinct().order_by(recent.c.operation)
    return look.connection.execute(named).scalars().all()


def find_communication(look: Look, service_id: int, entry_id: int) -> tuple[Communication, Sequence[AnyRow]]:
    """With its lines: create_time, level, subject, content. Raises NotFound."""
    own = (_ENTRY.c.id == entry_id, _ENTRY.c.web_service_id == service_id)
    entry = look.connection.execute(select(_ENTRY).where(*own)).one_or_none()
    if entry is None:
        raise NotFound("web_service.communication", id=entry_id)
    lines = select(_CONTENT).where(_CONTENT.c.entry_id == entry_id).order_by(_CONTENT.c.id)
    found = look.connection.execute(lines).all()
    failed = any(line.level == "error" for line in found)
    return _communication(entry, len(found), failed=failed), found


def _communication(row: AnyRow, lines: int, *, failed: bool) -> Communication:
    named = (row.id, row.web_service_id, row.operation, row.communication_id, row.remote_address, row.create_time)
    return Communication(*named, lines=lines, has_failed=failed)


def clear_log(work: Work, service_id: int) -> int:
    """All of it. Returns how many communications there were."""
    find_service(work, service_id)
    cleared = forget_communications(work, service_id)
    audit(work, "web_services.clear_log", "web_services", service_id, old={"communications": cleared})
    return cleared


def forget_communications(work: Work, service_id: int) -> int:
    """Returns how many there were."""
    ids = select(_ENTRY.c.id).where(_ENTRY.c.web_service_id == service_id)
    work.connection.execute(delete(_CONTENT).where(_CONTENT.c.entry_id.in_(ids)))
    return work.connection.execute(delete(_ENTRY).where(_ENTRY.c.web_service_id == service_id)).rowcount


def _conditions(look: Look, wanted: LogFilter) -> list[ColumnElement[bool]]:
    error = exists().where(_CONTENT.c.entry_id == _ENTRY.c.id, _CONTENT.c.level == "error")
    found: list[ColumnElement[bool]] = []
    if wanted.service_id is not None:
        found.append(_ENTRY.c.web_service_id == wanted.service_id)
    if wanted.operation:
        found.append(_ENTRY.c.operation == wanted.operation)
    if wanted.before is not None:
        found.append(_ENTRY.c.id < wanted.before)
    if wanted.text:
        said = or_(holds_text(look, _CONTENT.c.subject, wanted.text), holds_text(look, _CONTENT.c.content, wanted.text))
        found.append(exists().where(_CONTENT.c.entry_id == _ENTRY.c.id, said))
    if wanted.failed is not None:
        found.append(error if wanted.failed else ~error)
    if wanted.since is not None:
        found.append(_ENTRY.c.create_time >= wanted.since)
    if wanted.until is not None:
        found.append(_ENTRY.c.create_time <= wanted.until)
    if wanted.remote_address:
        found.append(_ENTRY.c.remote_address.startswith(wanted.remote_address, autoescape=True))
    return found
