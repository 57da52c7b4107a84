"""Makes and changes web services, as administrators do: each saving is a version, and in the audit trail."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select, update

from polydesk.desk.audit.record import audit
from polydesk.desk.columns import INVALID, VALID
from polydesk.desk.services.definition import compile_service, parse_definition
from polydesk.desk.services.import_service import MAX_NAME_LENGTH
from polydesk.desk.services.models import WebServiceRow
from polydesk.desk.services.queries import StoredService, find_service
from polydesk.desk.services.versions import keep_version
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.kernel.work import Work


def create_service(work: Work, name: str, definition: str) -> int:
    """Raises Invalid for a name or definition that cannot be, Conflict for a name that is taken."""
    _check(work, None, name, definition)
    values = _values(work, name, definition, valid=True)
    made = {"create_time": work.now, "create_by": acting_agent_id(work.actor)}
    row = insert(WebServiceRow).values(**values, **made).returning(WebServiceRow.id)
    service_id = int(work.connection.execute(row).scalar_one())
    _kept(work, "create", service_id, definition, old={}, new=_shown(name, definition, valid=True))
    return service_id


def change_service(
    work: Work,
    service_id: int,
    *,
    name: str | None = None,
    definition: str | None = None,
    valid: bool | None = None,
    seen: str = "",
) -> None:
    """What is None stays. Raises as `create_service`, NotFound, and Conflict if it is not what was `seen` any more."""
    stored = find_service(work, service_id)
    if seen and seen != version_of(stored):
        raise Conflict("web_service.changed_meanwhile", id=service_id)
    name, definition = name or stored.name, stored.definition if definition is None else definition
    valid = stored.valid if valid is None else valid
    old, new = (
        _shown(stored.name, stored.definition, valid=stored.valid),
        _shown(name, definition, valid=valid),
    )
    if old == new:
        return
    _check(work, service_id, name, definition)
    change = update(WebServiceRow).where(WebServiceRow.id == service_id)
    work.connection.execute(change.values(**_values(work, name, definition, valid=valid)))
    _kept(work, "change", service_id, definition if definition != stored.definition else None, old=old, new=new)


def version_of(stored: StoredService) -> str:
    """Changes when the service does."""
    return sha256(f"{stored.name}\0{stored.valid}\0{stored.definition}".encode()).hexdigest()[:16]


def _check(work: Work, service_id: int | None, name: str, definition: str) -> None:
    if not name.strip() or len(name) > MAX_NAME_LENGTH or not name.isprintable():
        raise Invalid("web_service.name", name=name)
    compile_service(0, name, parse_definition(definition))
    taken = work.connection.execute(select(WebServiceRow.id).where(WebServiceRow.name == name)).scalar()
    if taken not in (None, service_id):
        raise Conflict("web_service.taken", name=name)


def _values(work: Work, name: str, definition: str, *, valid: bool) -> dict[str, Any]:
    author = {"change_time": work.now, "change_by": acting_agent_id(work.actor)}
    return {"name": name, "config": definition, "valid": VALID if valid else INVALID, **author}


def _kept(
    work: Work, action: str, service_id: int, version: str | None, *, old: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    if version is not None:
        keep_version(work, service_id, version)
    changed = {key for key in new if old.get(key) != new[key]}
    audit(
        work,
        f"web_services.{action}",
        "web_services",
        service_id,
        old={key: old[key] for key in changed & old.keys()},
        new={key: new[key] for key in changed},
    )
    work.configuration_changed()


def _shown(name: str, definition: str, *, valid: bool) -> dict[str, Any]:
    """A definition may hold passwords of other systems: the trail has its fingerprint, the versions its text."""
    return {"name": name, "valid": valid, "definition": sha256(definition.encode()).hexdigest()[:12]}
