"""The ticket object: one everywhere, each value under all the names that clients of GOTRS read."""

from typing import Any

from polydesk.api.gotrs.moments import moment
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.clock import from_epoch
from polydesk.kernel.work import Look


def ticket_shape(look: Look, row: Any, *, article_count: int | None = None) -> dict[str, Any]:
    """From a row of the ticket table, or a Ticket; `article_count` is left out where it was not counted."""
    catalogue = look.config(Catalogue)
    queue = catalogue.queues[row.queue_id].name
    state = catalogue.states[row.state_id]
    priority = catalogue.priorities[row.priority_id].name
    responsible = None if row.responsible_id == SYSTEM_AGENT_ID else row.responsible_id
    created, changed = moment(row.create_time), moment(row.change_time)
    is_pending = row.until_time and state.type.startswith("pending")
    shape = {
        "id": row.id,
        "ticket_id": row.id,
        "tn": row.number,
        "ticket_number": row.number,
        "number": row.number,
        "title": row.title,
        "queue_id": row.queue_id,
        "queue_name": queue,
        "queue": queue,
        "state_id": row.state_id,
        "ticket_state_id": row.state_id,
        "state_name": state.name,
        "state": state.name,
        "status": state.name,
        "priority_id": row.priority_id,
        "ticket_priority_id": row.priority_id,
        "priority_name": priority,
        "priority": priority,
        "type_id": row.type_id,
        "owner_id": row.owner_id,
        "user_id": row.owner_id,
        "owner_user_id": row.owner_id,
        "responsible_id": responsible,
        "responsible_user_id": responsible,
        "ticket_lock_id": row.lock_id,
        "lock_id": row.lock_id,
        "customer_id": row.customer_id,
        "customer_user_id": row.customer_user,
        "archive_flag": row.archived,
        "pending_until": moment(from_epoch(row.until_time)) if is_pending else None,
        "create_time": created,
        "created_at": created,
        "change_time": changed,
        "updated_at": changed,
        "update_time": changed,
        "create_by": row.create_by,
        "change_by": row.change_by,
        "version": row.version,
    }
    return shape if article_count is None else {**shape, "article_count": article_count}
