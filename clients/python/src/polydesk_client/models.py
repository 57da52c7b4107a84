"""What the desk's things look like: the published ones, and what the client adds to them."""

from datetime import datetime

from pydantic import Field

from polydesk_client import schema
from polydesk_client.schema import (
    Article,
    AuditLog,
    File,
    Found,
    LdapConfig,
    Me,
    Model,
    Queue,
    QueueStats,
    SavedSearch,
    SyncResult,
    SyncStatus,
    SystemConfig,
)

__all__ = [
    "Activity",
    "ApiToken",
    "Article",
    "AuditLog",
    "DashboardStats",
    "File",
    "Found",
    "LdapConfig",
    "Me",
    "Model",
    "NewApiToken",
    "Notification",
    "Notifications",
    "Queue",
    "QueueStats",
    "SavedSearch",
    "SyncResult",
    "SyncStatus",
    "SystemConfig",
    "Ticket",
    "User",
]


class Ticket(schema.Ticket):
    """`etag` names this version of it: give it to `update`, and a change made meanwhile is not overwritten."""

    etag: str | None = Field(default=None, exclude=True)


class User(schema.UserDetails):
    """An agent, as admins see them."""


class ApiToken(schema.Token):
    """A token for programs, without itself."""


class NewApiToken(schema.NewToken):
    """`token` is shown this once."""

    token: str = Field(repr=False)


class DashboardStats(Model):
    total_tickets: int
    open_tickets: int
    pending_tickets: int = 0
    closed_today: int = 0
    created_today: int = 0
    my_tickets: int = 0
    overdue_tickets: int = 0


class Activity(Model):
    id: int
    type: str
    message: str | None = None
    ticket_id: int | None = None
    ticket_number: str | None = None
    timestamp: datetime | None = None


class Notification(Model):
    id: int
    type: str
    title: str | None = None
    message: str | None = None
    read: bool = False
    created_at: datetime | None = None


class Notifications(Model):
    notifications: list[Notification] = []
    unread_count: int = 0
