"""Imports a web service definition, as a new service or as the next version of one that exists."""

from sqlalchemy import insert, select, update

from polydesk.desk.columns import VALID
from polydesk.desk.services.definition import compile_service, parse_definition
from polydesk.desk.services.models import WebServiceRow
from polydesk.desk.services.versions import keep_version
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work

MAX_NAME_LENGTH = 200


def import_service(work: Work, definition: str, name: str) -> int:
    """Store the vendors' YAML under this name and return the service's id.

    Raises Invalid for a definition that does not compile, so that what worked before keeps working.
    """
    if not name.strip() or len(name) > MAX_NAME_LENGTH or "\0" in name:
        raise Invalid("web_service.name", name=name)
    compile_service(0, name, parse_definition(definition))
    service_id = work.connection.execute(select(WebServiceRow.id).where(WebServiceRow.name == name)).scalar()
    if service_id is None:
        service_id = _insert(work, definition, name)
    else:
        changes = {"config": definition, "change_time": work.now, "change_by": acting_agent_id(work.actor)}
        work.connection.execute(update(WebServiceRow).where(WebServiceRow.id == service_id).values(**changes))
    keep_version(work, service_id, definition)
    work.configuration_changed()
    return service_id


def _insert(work: Work, definition: str, name: str) -> int:
    actor = acting_agent_id(work.actor)
    statement = insert(WebServiceRow).values(
        name=name,
        config=definition,
        valid=VALID,
        create_time=work.now,
        create_by=actor,
        change_time=work.now,
        change_by=actor,
    )
    return int(work.connection.execute(statement.returning(WebServiceRow.id)).scalar_one())
