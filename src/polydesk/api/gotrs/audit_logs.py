"""The audit trail."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from polydesk.api.gotrs.answers import ok, page
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.moments import moment, read_moment
from polydesk.api.gotrs.paging import Pages
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.desk.audit.entries import AuditFilter, Entry, count_by_action, find_entry, list_audit
from polydesk.kernel.storable import storable

router = APIRouter(tags=["Audit"])
Administering = Annotated[Call, needs("admin:audit", Role.ADMIN)]
LARGEST_ID = 2**63 - 1


class AuditLog(BaseModel):
    """`user_id` is null for customers, for the system and for those who were not let in."""

    id: int
    user_id: int | None
    user: str
    user_type: str
    action: str
    resource: str
    entity_type: str
    entity_id: int | str
    ticket_id: int | None
    ip: str
    ip_address: str
    old_values: dict[str, Any] | None
    new_values: dict[str, Any] | None
    timestamp: str
    created_at: str


@router.get("/api/v1/admin/audit/logs", response_model=PageOf[AuditLog], responses=refusals(403))
def get_audit_logs(
    call: Administering,
    paging: Pages,
    user_id: Annotated[str | None, Query(description="The id of a user")] = None,
    action: Annotated[str | None, Query(max_length=60, description="Such as ticket.update")] = None,
    ticket_id: Annotated[str | None, Query(description="The id of a ticket")] = None,
    from_: Annotated[str | None, Query(alias="from", description="The earliest time")] = None,
    to: Annotated[str | None, Query(description="The latest time")] = None,
) -> Response:
    """Who changed what, from where; the newest first."""
    wanted = AuditFilter(
        agent_id=_id(user_id, "user_id"),
        action=storable(action) if action else None,
        ticket_id=_id(ticket_id, "ticket_id"),
        since=_moment(from_, "from"),
        until=_moment(to, "to"),
    )
    entries, total = list_audit(call.look(), wanted, offset=paging.offset, limit=paging.per_page)
    return page([_shape(one) for one in entries], paging, total)


@router.get("/api/v1/admin/audit/logs/{log_id}", response_model=Success[AuditLog], responses=refusals(403, 404))
def get_audit_log(call: Administering, log_id: int) -> Response:
    if not 0 < log_id <= LARGEST_ID:
        raise Refused(404, "Audit log not found")
    return ok(_shape(find_entry(call.look(), log_id)))


class AuditStats(BaseModel):
    total_entries: int
    by_action: dict[str, int]


@router.get("/api/v1/admin/audit/stats", response_model=Success[AuditStats], responses=refusals(403, takes_input=False))
def get_audit_stats(call: Administering) -> Response:
    by_action = count_by_action(call.look())
    return ok({"total_entries": sum(by_action.values()), "by_action": by_action})


def _id(text: str | None, name: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Refused(400, f"Invalid {name}")
    return int(text)


def _moment(text: str | None, name: str) -> Any:
    """A day alone is its beginning."""
    found = read_moment(text) if text else None
    if text and found is None:
        raise Refused(400, f"Invalid {name}")
    return found


def _shape(entry: Entry) -> dict[str, Any]:
    when, entity = moment(entry.create_time), entry.entity_id
    return {
        "id": entry.id,
        "user_id": entry.actor_id,
        "user": entry.actor,
        "user_type": entry.actor_kind,
        "action": entry.action,
        "resource": f"{entry.entity_type}/{entity}",
        "entity_type": entry.entity_type,
        "entity_id": int(entity) if entity.isascii() and entity.isdigit() and len(entity) <= 18 else entity,
        "ticket_id": entry.ticket_id,
        "ip": entry.remote_address,
        "ip_address": entry.remote_address,
        "old_values": entry.old_values,
        "new_values": entry.new_values,
        "timestamp": when,
        "created_at": when,
    }
