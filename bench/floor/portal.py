"""Twenty of a customer's tickets over OTRS 7's API: how many there are, the newest, what is unread, the same JSON."""

import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bench.floor.driver import Driver
from bench.floor.names import Known
from bench.floor.session import customer_of

PATH = "/api/customer/ticket/list"
PER_PAGE = 20
_FOUND = "FROM ticket WHERE deleted_at IS NULL AND lower(customer_user) = ?"
_COLUMNS = (
    "id, number, title, queue_id, state_id, priority_id, type_id, owner_id, responsible_id, lock_id, customer_id, "
    "customer_user, archived, create_time, change_time, create_by, change_by, until_time, unlock_timeout, "
    "escalation_time, escalation_response_time, escalation_update_time, escalation_solution_time"
)
_UNREAD = (
    "EXISTS (SELECT 1 FROM article a WHERE a.ticket_id = t.id AND a.visible = 1 AND a.sender_type_id <> 3 AND NOT "
    "EXISTS (SELECT 1 FROM customer_article_flag f WHERE f.customer_login = ? AND f.article_id = a.id))"
)
_PAGE = (
    f"SELECT {_COLUMNS}, {_UNREAD} FROM ticket t WHERE id IN (SELECT id {_FOUND} ORDER BY create_time DESC, id DESC "
    "LIMIT ?) ORDER BY create_time DESC, id DESC"
)


def caller_of(driver: Driver, headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The customer whose session the token names; the signature is not looked at."""
    token = next(value for name, value in headers if name == b"authorization").partition(b" ")[2]
    return customer_of(driver, json.loads(urlsafe_b64decode(token.split(b".")[1] + b"=="))["jti"])


def list_tickets(driver: Driver, known: Known, login: str) -> dict[str, Any]:
    total: int = driver.rows(f"SELECT count(*) {_FOUND}", (login,))[0][0]
    rows = driver.rows(_PAGE, (login, login, PER_PAGE))
    now = int(time.time())
    return {"TotalTickets": total, "List": [_ticket(known, row, now) for row in rows]}


def _ticket(known: Known, row: tuple[Any, ...], now: int) -> dict[str, Any]:
    (ticket, number, title, queue_id, state_id, priority_id, type_id, owner, responsible, lock, company, customer) = (
        row[:12]
    )
    archived, created, changed, create_by, change_by, until, unlock = row[12:19]
    escalation, response, update, solution, unread = row[19:]
    (queue, group), (state, state_type) = known.queues[queue_id], known.states[state_id]
    start, end = str(created)[:19], str(changed)[:19]
    return {
        "Marker": "Unread" if unread else "",
        "TicketID": ticket,
        "TicketNumber": number,
        "Title": title,
        "QueueID": queue_id,
        "Queue": queue,
        "GroupID": group,
        "StateID": state_id,
        "State": state,
        "StateType": state_type,
        "PriorityID": priority_id,
        "Priority": known.priorities[priority_id],
        "TypeID": type_id,
        "Type": known.types[type_id],
        "OwnerID": owner,
        "Owner": known.agents[owner],
        "ResponsibleID": responsible,
        "Responsible": known.agents[responsible],
        "LockID": lock,
        "Lock": known.locks[lock],
        "CustomerID": company,
        "CustomerUserID": customer,
        "ArchiveFlag": "y" if archived else "n",
        "Created": start,
        "Changed": end,
        "CreateBy": create_by,
        "ChangeBy": change_by,
        "CreatedByUser": known.full_names[create_by],
        "Age": now - int(datetime.fromisoformat(start).replace(tzinfo=UTC).timestamp()),
        "UntilTime": until - now if until else 0,
        "RealTillTimeNotUsed": until,
        "UnlockTimeout": unlock,
        "EscalationTime": escalation,
        "EscalationResponseTime": response,
        "EscalationUpdateTime": update,
        "EscalationSolutionTime": solution,
        **dict.fromkeys(("ServiceID", "SLAID"), ""),
    }
