"""What the actions on tickets take and answer, alone and in bulk, declared."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.inputs import STORABLE, EntryId, Text
from polydesk.api.gotrs.ticket_schema import TICKET_EXAMPLE, Ticket

MOST_TICKETS = 1000


def _shown(**example: Any) -> ConfigDict:
    return ConfigDict(strict=True, json_schema_extra={"examples": [example]})


class Assign(BaseModel):
    model_config = _shown(assigned_to=12, comment="please take it")

    assigned_to: EntryId | None = Field(None, description="The agent's id; needed under one of its names")
    agent_id: EntryId | None = Field(None, description="The same as assigned_to")
    user_id: EntryId | None = Field(None, description="The same as assigned_to")
    comment: Text = ""

    @property
    def agent(self) -> int | None:
        return self.assigned_to or self.agent_id or self.user_id


class Close(BaseModel):
    model_config = _shown(resolution="resolved", comment="toner replaced")

    resolution: Annotated[str, Field(max_length=200), STORABLE] | None = Field(
        None, description="successful (the default), resolved or fixed; anything else closes unsuccessfully"
    )
    comment: Text = Field("", description="Becomes an article the customer may read")


class Reopen(BaseModel):
    model_config = _shown(reason="jams again")

    reason: Text = ""


class SetPriority(BaseModel):
    model_config = _shown(priority_id=4)

    priority_id: EntryId | None = None
    priority: Text | EntryId | None = Field(None, description="By name, instead of priority_id")
    comment: Text = ""


class Move(BaseModel):
    model_config = _shown(queue_id=4, comment="wrong place")

    queue_id: EntryId
    comment: Text = ""


class Tickets(BaseModel):
    ticket_ids: Annotated[list[EntryId], Field(min_length=1, max_length=MOST_TICKETS)]


class AssignAll(Assign, Tickets):
    model_config = _shown(ticket_ids=[118, 119], assigned_to=12)


class CloseAll(Close, Tickets):
    model_config = _shown(ticket_ids=[118, 119], resolution="resolved")


class SetPriorityOfAll(SetPriority, Tickets):
    model_config = _shown(ticket_ids=[118, 119], priority_id=4)


class MoveAll(Move, Tickets):
    model_config = _shown(ticket_ids=[118, 119], queue_id=4)


def _answered(**example: Any) -> ConfigDict:
    return ConfigDict(extra="allow", json_schema_extra={"examples": [{**TICKET_EXAMPLE, **example}]})


class Assigned(Ticket):
    """The ticket as it is now, and what was done."""

    model_config = _answered(
        assigned_to=12, assignee="mira", comment="please take it", assigned_at="2026-03-01T10:05:00Z"
    )

    assigned_to: int
    assignee: str
    comment: str
    assigned_at: datetime


class Closed(Ticket):
    """The ticket as it is now, and what was done."""

    model_config = _answered(resolution="resolved", comment="toner replaced", closed_at="2026-03-01T11:00:00Z")

    resolution: str
    comment: str
    closed_at: datetime


class Reopened(Ticket):
    """The ticket as it is now, and what was done."""

    model_config = _answered(reason="jams again", reopened_at="2026-03-01T12:00:00Z")

    reason: str
    reopened_at: datetime


class PrioritySet(Ticket):
    """The ticket as it is now, and what was done."""

    model_config = _answered(comment="", updated_at="2026-03-01T12:10:00Z")

    comment: str


class Moved(Ticket):
    """The ticket as it is now, and what was done."""

    model_config = _answered(comment="wrong place", moved_at="2026-03-01T12:20:00Z")

    comment: str
    moved_at: datetime


class Result(BaseModel):
    ticket_id: int
    success: bool
    error: str | None = None


class Outcome(BaseModel):
    """What became of each ticket. Beside these, what was asked for, when, and the action's own name for succeeded."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "ticket_ids": [118, 99999],
                    "assigned_to": 12,
                    "comment": "",
                    "count": 2,
                    "total": 2,
                    "processed": 1,
                    "succeeded": 1,
                    "updated": 1,
                    "failed": 1,
                    "errors": ["Ticket 99999: not found"],
                    "results": [
                        {"ticket_id": 118, "success": True},
                        {"ticket_id": 99999, "success": False, "error": "not found"},
                    ],
                    "assigned_at": "2026-03-01T12:30:00Z",
                }
            ]
        },
    )

    ticket_ids: list[int] = Field(description="Each once")
    count: int
    total: int = Field(description="The same as count")
    processed: int
    succeeded: int = Field(description="The same as processed")
    failed: int
    errors: list[str]
    results: list[Result]
    comment: str
