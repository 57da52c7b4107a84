"""Every definition a web service has had, as the vendors keep them."""

from sqlalchemy import insert

from polydesk.desk.services.models import WebServiceVersion
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.work import Work


def keep_version(work: Work, web_service_id: int, definition: str) -> None:
    work.connection.execute(
        insert(WebServiceVersion).values(
            web_service_id=web_service_id,
            config=definition,
            create_time=work.now,
            create_by=acting_agent_id(work.actor),
        )
    )
