"""What the dashboard shows, declared for the description of this API."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class Stats(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "total_tickets": 41,
                    "open_tickets": 17,
                    "pending_tickets": 2,
                    "closed_today": 3,
                    "created_today": 4,
                    "my_tickets": 5,
                    "overdue_tickets": 0,
                    "avg_response_time": "1h 20m",
                    "customer_satisfaction": 0,
                }
            ]
        }
    )

    total_tickets: int
    open_tickets: int
    pending_tickets: int
    closed_today: int
    created_today: int
    my_tickets: int
    overdue_tickets: int
    avg_response_time: str = Field(description="Until the first answer; N/A while there is none")
    customer_satisfaction: float


class Activity(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": 907,
                    "type": "ticket_created",
                    "message": "Ticket 2026030110000047 was created: Printer on floor 3",
                    "description": "Ticket 2026030110000047 was created: Printer on floor 3",
                    "ticket_id": 118,
                    "ticket_number": "2026030110000047",
                    "user": "Mira Stone",
                    "timestamp": "2026-03-01T08:00:00Z",
                }
            ]
        }
    )

    id: int
    type: str = Field(
        description="ticket_created, ticket_updated, ticket_closed, ticket_assigned, ticket_moved or article_added"
    )
    message: str
    description: str = Field(description="The same as message")
    ticket_id: int
    ticket_number: str
    user: str
    timestamp: datetime


class Notification(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": 5,
                    "type": "ticket_assigned",
                    "title": "Ticket assigned to you",
                    "message": "2026030110000047: Printer on floor 3",
                    "ticket_id": 118,
                    "read": False,
                    "created_at": "2026-03-01T08:00:00Z",
                }
            ]
        }
    )

    id: int
    type: str = Field(description="ticket_assigned, customer_answered, mentioned or not_sent")
    title: str
    message: str
    ticket_id: int | None
    read: bool
    created_at: datetime


class Notifications(BaseModel):
    user_id: int
    notifications: list[Notification]
    unread_count: int


class Chart(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"labels": ["new", "open"], "data": [2, 3], "values": [2, 3]}]}
    )

    labels: list[str]
    data: list[int]
    values: list[int] = Field(description="The same as data")
