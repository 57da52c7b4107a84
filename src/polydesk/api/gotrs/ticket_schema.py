"""The ticket object, declared for the description of this API."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

TICKET_EXAMPLE: dict[str, Any] = {
    "id": 118,
    "ticket_id": 118,
    "tn": "2026030110000047",
    "ticket_number": "2026030110000047",
    "number": "2026030110000047",
    "title": "Printer on floor 3",
    "queue_id": 2,
    "queue_name": "Raw",
    "queue": "Raw",
    "state_id": 4,
    "ticket_state_id": 4,
    "state_name": "open",
    "state": "open",
    "status": "open",
    "priority_id": 3,
    "ticket_priority_id": 3,
    "priority_name": "3 normal",
    "priority": "3 normal",
    "type_id": 1,
    "owner_id": 12,
    "user_id": 12,
    "owner_user_id": 12,
    "responsible_id": None,
    "responsible_user_id": None,
    "ticket_lock_id": 1,
    "lock_id": 1,
    "customer_id": "acme",
    "customer_user_id": "kim@acme.test",
    "archive_flag": 0,
    "pending_until": None,
    "create_time": "2026-03-01T08:00:00Z",
    "created_at": "2026-03-01T08:00:00Z",
    "change_time": "2026-03-01T08:20:00Z",
    "updated_at": "2026-03-01T08:20:00Z",
    "update_time": "2026-03-01T08:20:00Z",
    "create_by": 12,
    "change_by": 12,
    "version": 3,
    "article_count": 2,
}


class LastArticle(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"subject": "Jams again", "created_at": "2026-03-01T08:20:00Z"}]}
    )

    subject: str
    created_at: datetime


class Ticket(BaseModel):
    """Several names stand for the same value, since clients differ in which one they read."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [TICKET_EXAMPLE]})

    id: int
    ticket_id: int = Field(description="The same as id")
    tn: str = Field(description="The ticket number, to be taken as opaque digits")
    ticket_number: str = Field(description="The same as tn")
    number: str = Field(description="The same as tn")
    title: str
    queue_id: int
    queue_name: str
    queue: str = Field(description="The same as queue_name")
    state_id: int
    ticket_state_id: int = Field(description="The same as state_id")
    state_name: str
    state: str = Field(description="The same as state_name")
    status: str = Field(description="The same as state_name")
    priority_id: int
    ticket_priority_id: int = Field(description="The same as priority_id")
    priority_name: str
    priority: str = Field(description="The same as priority_name")
    type_id: int | None
    owner_id: int
    user_id: int = Field(description="The same as owner_id")
    owner_user_id: int = Field(description="The same as owner_id")
    responsible_id: int | None
    responsible_user_id: int | None = Field(description="The same as responsible_id")
    ticket_lock_id: int
    lock_id: int = Field(description="The same as ticket_lock_id")
    customer_id: str = Field(description="Empty when none")
    customer_user_id: str = Field(description="Empty when none")
    archive_flag: int = Field(description="1 when archived, otherwise 0")
    pending_until: datetime | None = Field(description="When a pending state ends")
    create_time: datetime
    created_at: datetime = Field(description="The same as create_time")
    change_time: datetime
    updated_at: datetime = Field(description="The same as change_time")
    update_time: datetime = Field(description="The same as change_time")
    create_by: int
    change_by: int
    version: int = Field(description="Grows with each change; the ETag is made of it")
    article_count: int | None = Field(None, description="Where it was counted")
    last_article: LastArticle | None = Field(None, description="Where `include=last_article` asks for it")


class Archived(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": 118,
                    "state_id": 2,
                    "archive_flag": 1,
                    "archived_at": "2026-03-01T10:00:00Z",
                    "message": "Ticket archived",
                }
            ]
        }
    )

    id: int
    state_id: int
    archive_flag: int
    archived_at: datetime
    message: str
