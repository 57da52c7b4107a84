"""Deletes a web service for good, with its versions and what its debugger kept."""

from sqlalchemy import delete, func, select

from polydesk.desk.audit.record import audit
from polydesk.desk.services.communications import forget_communications
from polydesk.desk.services.models import WebServiceRow, WebServiceVersion
from polydesk.desk.services.queries import find_service
from polydesk.desk.services.save_service import version_of
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Look, Work


def count_versions(look: Look, service_id: int) -> int:
    own = WebServiceVersion.web_service_id == service_id
    return look.connection.execute(select(func.count()).select_from(WebServiceVersion).where(own)).scalar_one()


def delete_service(work: Work, service_id: int, *, confirmed: str = "", seen: str = "") -> None:
    """Of one that is in use, the name has to be `confirmed`: whoever calls it gets no answer any more.

    Raises NotFound, and Conflict without that or if it is not what was `seen` any more.
    """
    stored = find_service(work, service_id)
    if seen and seen != version_of(stored):
        raise Conflict("web_service.changed_meanwhile", id=service_id)
    if stored.valid and confirmed != stored.name:
        raise Conflict("web_service.in_use", name=stored.name)
    gone = {"name": stored.name, "valid": stored.valid, "versions": count_versions(work, service_id)}
    gone["communications"] = forget_communications(work, service_id)
    work.connection.execute(delete(WebServiceVersion).where(WebServiceVersion.web_service_id == service_id))
    work.connection.execute(delete(WebServiceRow).where(WebServiceRow.id == service_id))
    audit(work, "web_services.delete", "web_services", service_id, old=gone)
    work.configuration_changed()
