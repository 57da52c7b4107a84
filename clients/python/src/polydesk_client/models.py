"""What the desk's things look like. What a server sends besides is kept as well."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    model_config = ConfigDict(extra="allow")


class Ticket(Model):
    """`etag` names this version of it: give it to `update`, and a change made meanwhile is not overwritten."""

    id: int
    tn: str
    title: str
    queue_id: int
    queue_name: str | None = None
    state_id: int
    state_name: str | None = None
    priority_id: int
    priority_name: str | None = None
    type_id: int | None = None
    owner_id: int | None = None
    responsible_id: int | None = None
    ticket_lock_id: int | None = None
    customer_id: str | None = None
    customer_user_id: str | None = None
    archive_flag: int = 0
    article_count: int | None = None
    create_time: datetime | None = None
    change_time: datetime | None = None
    etag: str | None = Field(default=None, exclude=True)


class Attachment(Model):
    id: int
    filename: str
    content_type: str | None = None
    size: int | None = None


class Article(Model):
    id: int
    ticket_id: int
    subject: str | None = None
    body: str | None = None
    content_type: str | None = None
    article_type: str | None = None
    sender_type: str | None = None
    channel: str | None = None
    is_visible_for_customer: bool = False
    create_time: datetime | None = None
    create_by: int | None = None
    attachments: list[Attachment] = []


class Named(Model):
    id: int
    name: str


class Queue(Model):
    id: int
    name: str
    group_id: int | None = None
    group_name: str | None = None
    valid_id: int = 1
    comment: str | None = None
    groups: list[Named] = []


class QueueStats(Model):
    queue_id: int
    queue_name: str | None = None
    total_tickets: int
    open_tickets: int
    closed_tickets: int
    pending_tickets: int
    by_state: dict[str, int] = {}
    by_priority: dict[str, int] = {}


class User(Model):
    id: int
    login: str
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    active: bool = True
    role: str | None = None
    groups: list[Named] = []


class SavedSearch(Model):
    id: int
    name: str
    query: str | None = None
    filters: dict[str, Any] | None = None
    is_public: bool = False
    user_id: int | None = None


class Found(Model):
    """What a search over everything gives."""

    query: str
    tickets: list[Ticket] = []
    users: list[User] = []
    articles: list[dict[str, Any]] = []
    counts: dict[str, int] = {}


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


class AuditEntry(Model):
    id: int
    user_id: int | None = None
    user: str | None = None
    action: str
    entity_type: str | None = None
    entity_id: int | str | None = None
    ticket_id: int | None = None
    ip_address: str | None = None
    old_values: dict[str, Any] | None = None
    new_values: dict[str, Any] | None = None
    timestamp: datetime | None = None


class ApiToken(Model):
    """`token` itself is there only once, in the answer that made it."""

    id: int
    name: str
    prefix: str | None = None
    token: str | None = Field(default=None, repr=False)
    scopes: list[str] | None = None
    expires_at: datetime | None = None


class SyncReport(Model):
    """What a synchronization with the directory found and did."""

    users_found: int = 0
    users_created: int = 0
    users_updated: int = 0
    users_disabled: int = 0
    errors: list[Any] = []
    dry_run: bool = False
