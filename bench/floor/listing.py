"""Twenty of all tickets over `/api/v1`: how many there are, the newest of them, and the same JSON."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from typing import Any

from bench.floor.driver import Driver
from bench.floor.names import Known
from bench.floor.session import agent_of

PATH = "/api/v1/tickets"
PER_PAGE = 20
_FOUND = "FROM ticket WHERE deleted_at IS NULL AND archived = 0 AND {queue} IN ({queues})"
# Counted by the index of queues, but the newest are read along that of times: the plus sign keeps SQLite from
# collecting the tickets of all queues, to sort them.
_COUNTED, _WALKED = "queue_id", "+queue_id"
_COLUMNS = (
    "id, number, title, queue_id, state_id, priority_id, type_id, owner_id, responsible_id, lock_id, customer_id, "
    "customer_user, archived, create_time, change_time, create_by, change_by, version"
)
_PAGE = f"SELECT {_COLUMNS} FROM ticket WHERE id IN (SELECT id {_FOUND} ORDER BY create_time DESC, id DESC LIMIT ?)"
_SORTED = f"{_PAGE} ORDER BY create_time DESC, id DESC"
NOBODY = 1


def caller_of(driver: Driver, headers: Iterable[tuple[bytes, bytes]]) -> int:
    """The agent whose sign-in the token names; the signature is not looked at."""
    token = next(value for name, value in headers if name == b"authorization").partition(b" ")[2]
    claims = token.split(b".")[1]
    return agent_of(driver, json.loads(urlsafe_b64decode(claims + b"=="))["sid"])


def list_tickets(driver: Driver, known: Known) -> dict[str, Any]:
    queues = ", ".join(map(str, known.queues))
    total: int = driver.rows(f"SELECT count(*) {_FOUND.format(queue=_COUNTED, queues=queues)}")[0][0]
    rows = driver.rows(_SORTED.format(queue=_WALKED, queues=queues), (PER_PAGE,))
    pages = -(-total // PER_PAGE)
    described = {"page": 1, "per_page": PER_PAGE, "total": total, "total_pages": pages}
    pagination = {**described, "has_next": pages > 1, "has_prev": False}
    return {"success": True, "data": [_ticket(known, row) for row in rows], "pagination": pagination}


def _ticket(known: Known, row: tuple[Any, ...]) -> dict[str, Any]:
    (ticket, number, title, queue_id, state_id, priority_id, type_id, owner, responsible, lock, company, customer) = (
        row[:12]
    )
    archived, created, changed, create_by, change_by, version = row[12:]
    queue, state, priority = known.queues[queue_id][0], known.states[state_id][0], known.priorities[priority_id]
    start, end = (f"{str(moment)[:19].replace(' ', 'T')}Z" for moment in (created, changed))
    taken = None if responsible == NOBODY else responsible
    return {
        **dict.fromkeys(("id", "ticket_id"), ticket),
        **dict.fromkeys(("tn", "ticket_number", "number"), number),
        "title": title,
        "queue_id": queue_id,
        **dict.fromkeys(("queue_name", "queue"), queue),
        **dict.fromkeys(("state_id", "ticket_state_id"), state_id),
        **dict.fromkeys(("state_name", "state", "status"), state),
        **dict.fromkeys(("priority_id", "ticket_priority_id"), priority_id),
        **dict.fromkeys(("priority_name", "priority"), priority),
        "type_id": type_id,
        **dict.fromkeys(("owner_id", "user_id", "owner_user_id"), owner),
        **dict.fromkeys(("responsible_id", "responsible_user_id"), taken),
        **dict.fromkeys(("ticket_lock_id", "lock_id"), lock),
        "customer_id": company,
        "customer_user_id": customer,
        "archive_flag": archived,
        "pending_until": None,
        **dict.fromkeys(("create_time", "created_at"), start),
        **dict.fromkeys(("change_time", "updated_at", "update_time"), end),
        "create_by": create_by,
        "change_by": change_by,
        "version": version,
    }
