"""What the command line and pages show of web services."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from polydesk.desk.columns import VALID
from polydesk.desk.services.definition import WebService, compile_service, parse_definition
from polydesk.desk.services.models import DebuggerContent, DebuggerEntry, WebServiceRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

_TABLE = WebServiceRow.metadata.tables["web_service"]
LEVELS = ("debug", "info", "notice", "error")


@dataclass(frozen=True, slots=True)
class ListedService:
    id: int
    name: str
    valid: bool
    change_time: datetime


@dataclass(frozen=True, slots=True)
class StoredService(ListedService):
    definition: str


@dataclass(frozen=True, slots=True)
class LoggedLine:
    create_time: datetime
    communication_id: str
    remote_address: str
    level: str
    subject: str
    content: str


def list_services(look: Look) -> list[ListedService]:
    columns = (WebServiceRow.id, WebServiceRow.name, WebServiceRow.valid, WebServiceRow.change_time)
    rows = look.connection.execute(select(*columns).order_by(WebServiceRow.id))
    return [ListedService(row.id, row.name, row.valid == VALID, row.change_time) for row in rows]


def find_service(look: Look, service_id: int) -> StoredService:
    """Raises NotFound."""
    row = look.connection.execute(select(_TABLE).where(_TABLE.c.id == service_id)).one_or_none()
    if row is None:
        raise NotFound("web_service.not_found", id=service_id)
    return StoredService(row.id, row.name, row.valid == VALID, row.change_time, row.config)


def export_service(look: Look, name: str) -> str:
    """The definition as it was stored. Raises NotFound."""
    return _stored(look, name)[1]


def load_service(look: Look, name: str) -> WebService:
    """The service compiled, also one that is out of use. Raises NotFound, or Invalid for one that does not compile."""
    service_id, definition = _stored(look, name)
    return compile_service(service_id, name, parse_definition(definition))


def debugger_log(look: Look, name: str, *, last: int = 50, level: str = "debug") -> list[LoggedLine]:
    """The newest lines of this or a graver level, oldest first. Raises NotFound."""
    service_id, _ = _stored(look, name)
    graver = LEVELS[LEVELS.index(level) :]
    content, entry = DebuggerContent, DebuggerEntry
    lines = (
        select(
            content.create_time,
            entry.communication_id,
            entry.remote_address,
            content.level,
            content.subject,
            content.content,
        )
        .join(entry, and_(entry.id == content.entry_id, entry.web_service_id == service_id))
        .where(content.level.in_(graver))
        .order_by(entry.id.desc(), content.id.desc())
        .limit(last)
    )
    return [LoggedLine(*row) for row in reversed(look.connection.execute(lines).all())]


def _stored(look: Look, name: str) -> tuple[int, str]:
    columns = select(WebServiceRow.id, WebServiceRow.config).where(WebServiceRow.name == name)
    row = look.connection.execute(columns).one_or_none()
    if row is None:
        raise NotFound("web_service.not_found", name=name)
    return row
