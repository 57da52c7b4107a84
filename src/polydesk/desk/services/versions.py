"""Every definition a web service has had, as the vendors keep them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from polydesk.desk.services.models import WebServiceVersion
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look, Work

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    create_time: datetime
    create_by: int


def list_versions(look: Look, web_service_id: int) -> list[Version]:
    """The newest hundred, the newest first."""
    columns = (WebServiceVersion.id, WebServiceVersion.create_time, WebServiceVersion.create_by)
    own = select(*columns).where(WebServiceVersion.web_service_id == web_service_id)
    rows = look.connection.execute(own.order_by(WebServiceVersion.id.desc()).limit(MOST_LISTED))
    return [Version(*row) for row in rows]


def find_version(look: Look, web_service_id: int, version_id: int) -> str:
    """The definition it was then. Raises NotFound."""
    own = (WebServiceVersion.id == version_id, WebServiceVersion.web_service_id == web_service_id)
    found = look.connection.execute(select(WebServiceVersion.config).where(*own)).scalar()
    if found is None:
        raise NotFound("web_service.version", id=version_id)
    return found


def keep_version(work: Work, web_service_id: int, definition: str) -> None:
    work.connection.execute(
        insert(WebServiceVersion).values(
            web_service_id=web_service_id,
            config=definition,
            create_time=work.now,
            create_by=acting_agent_id(work.actor),
        )
    )
