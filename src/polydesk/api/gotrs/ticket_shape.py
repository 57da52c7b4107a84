"""The ticket object: one everywhere, each value under all the names that clients of GOTRS read."""

from typing import Any

from polydesk.api.gotrs.moments import moment
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.clock import from_epoch
from polydesk.kernel.work import Look


def ticket_shape(look: Look, row: Any, *, article_count: int | None = None) -> dict[str, Any]:
    """From a row of the ticket table, or a Ticket; `article_count` is left out where it was not counted."""
    responsible = None if row.responsible_id == SYSTEM_AGENT_ID else row.responsible_id
    shape = {
        **dict.fromkeys(("id", "ticket_id"), row.id),
        **dict.fromkeys(("tn", "ticket_number", "number"), row.number),
        "title": row.title,
        **_chosen(look, row),
        "type_id": row.type_id,
        **dict.fromkeys(("owner_id", "user_id", "owner_user_id"), row.owner_id),
        **dict.fromkeys(("responsible_id", "responsible_user_id"), responsible),
        **dict.fromkeys(("ticket_lock_id", "lock_id"), row.lock_id),
        "customer_id": row.customer_id,
        "customer_user_id": row.customer_user,
        "archive_flag": row.archived,
        **dict.fromkeys(("create_time", "created_at"), moment(row.create_time)),
        **dict.fromkeys(("change_time", "updated_at", "update_time"), moment(row.change_time)),
        "create_by": row.create_by,
        "change_by": row.change_by,
        "version": row.version,
    }
    return shape if article_count is None else {**shape, "article_count": article_count}


def _chosen(look: Look, row: Any) -> dict[str, Any]:
    """What the ticket is set to, by id and name."""
    catalogue = look.config(Catalogue)
    state = catalogue.states[row.state_id]
    is_pending = row.until_time and state.type.startswith("pending")
    return {
        "queue_id": row.queue_id,
        **dict.fromkeys(("queue_name", "queue"), catalogue.queues[row.queue_id].name),
        **dict.fromkeys(("state_id", "ticket_state_id"), row.state_id),
        **dict.fromkeys(("state_name", "state", "status"), state.name),
        **dict.fromkeys(("priority_id", "ticket_priority_id"), row.priority_id),
        **dict.fromkeys(("priority_name", "priority"), catalogue.priorities[row.priority_id].name),
        "pending_until": moment(from_epoch(row.until_time)) if is_pending else None,
    }
