"""The queue object, section 5.6 of the specification, and its declaration."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.moments import moment
from polydesk.desk.columns import VALID
from polydesk.desk.people.directory import Directory
from polydesk.desk.statistics.counts import Counts
from polydesk.kernel.work import Look

_EXAMPLE: dict[str, Any] = {
    "id": 2,
    "name": "Raw",
    "group_id": 1,
    "group_name": "users",
    "valid_id": 1,
    "valid": True,
    "system_address_id": 1,
    "salutation_id": 1,
    "signature_id": 1,
    "unlock_timeout": 0,
    "follow_up_id": 1,
    "follow_up_lock": 0,
    "comment": "",
    "comments": "",
    "create_time": "2026-01-01T00:00:00Z",
    "change_time": "2026-01-01T00:00:00Z",
    "groups": [{"id": 1, "name": "users"}],
}


class GroupName(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"id": 1, "name": "users"}]})

    id: int
    name: str


class Queue(BaseModel):
    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [_EXAMPLE]})

    id: int
    name: str
    group_id: int
    group_name: str
    valid_id: int = Field(description="1 for valid queues")
    valid: bool
    system_address_id: int | None
    salutation_id: int | None
    signature_id: int | None
    unlock_timeout: int = Field(description="Minutes after which a locked ticket is unlocked; 0 for never")
    follow_up_id: int = Field(description="1: possible, 2: rejected, 3: makes a new ticket")
    follow_up_lock: int
    comment: str
    comments: str = Field(description="The same as comment")
    create_time: datetime
    change_time: datetime
    groups: list[GroupName]
    ticket_count: int | None = Field(None, description="With include_stats")
    open_tickets: int | None = None
    closed_tickets: int | None = None
    pending_tickets: int | None = None


class QueueStats(BaseModel):
    """What GOTRS counts, under each of the names it has had."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "queue_id": 2,
                    "queue_name": "Raw",
                    "total_tickets": 9,
                    "open_tickets": 5,
                    "closed_tickets": 3,
                    "pending_tickets": 1,
                    "total": 9,
                    "open": 5,
                    "closed": 3,
                    "pending": 1,
                    "by_state": {"new": 2, "open": 3, "closed successful": 3, "pending reminder": 1},
                    "by_priority": {"3 normal": 9},
                    "average_response_time": "1h 20m",
                    "avg_response": "1h 20m",
                }
            ]
        },
    )

    queue_id: int
    queue_name: str
    total_tickets: int
    open_tickets: int
    closed_tickets: int
    pending_tickets: int
    total: int
    open: int
    closed: int
    pending: int
    by_state: dict[str, int]
    by_priority: dict[str, int]
    average_response_time: str = Field(description="Until the first answer; N/A while there is none")
    avg_response: str


def queue_shape(look: Look, row: Any, counts: Counts | None = None) -> dict[str, Any]:
    group = look.config(Directory).groups[row.group_id]
    shape = {
        "id": row.id,
        "name": row.name,
        "group_id": group.id,
        "group_name": group.name,
        "valid_id": row.valid,
        "valid": row.valid == VALID,
        "system_address_id": row.system_address_id,
        "salutation_id": row.salutation_id,
        "signature_id": row.signature_id,
        "unlock_timeout": row.unlock_timeout,
        "follow_up_id": row.follow_up,
        "follow_up_lock": row.follow_up_lock,
        "comment": row.comment,
        "comments": row.comment,
        "create_time": moment(row.create_time),
        "change_time": moment(row.change_time),
        "groups": [{"id": group.id, "name": group.name}],
    }
    return shape if counts is None else {**shape, "ticket_count": counts.total, **_states(counts)}


def stats_shape(queue_id: int, name: str, counts: Counts) -> dict[str, Any]:
    average = duration(counts.average_answer_seconds)
    return {
        "queue_id": queue_id,
        "queue_name": name,
        "total_tickets": counts.total,
        **_states(counts),
        "total": counts.total,
        "open": counts.open,
        "closed": counts.closed,
        "pending": counts.pending,
        "by_state": dict(counts.by_state),
        "by_priority": dict(counts.by_priority),
        "average_response_time": average,
        "avg_response": average,
    }


def _states(counts: Counts) -> dict[str, int]:
    return {"open_tickets": counts.open, "closed_tickets": counts.closed, "pending_tickets": counts.pending}


def duration(seconds: int | None) -> str:
    """As people read it, such as `1h 20m`."""
    return "N/A" if seconds is None else f"{seconds // 3600}h {seconds % 3600 // 60}m"
