"""What the desk's things look like, as its description says. Made by tools/make_client_models.py."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """What a server sends besides is kept as well."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Activity(Model):
    id: int
    type: str
    """ticket_created, ticket_updated, ticket_closed, ticket_assigned, ticket_moved or article_added"""
    message: str
    ticket_id: int
    ticket_number: str
    user: str
    timestamp: datetime


class File(Model):
    """An attachment without its contents; `size` is bytes."""

    id: int
    filename: str
    content_type: str
    size: int


class Article(Model):
    """Several names stand for the same value, since clients differ in which one they read."""

    id: int
    ticket_id: int
    subject: str
    body: str
    content_type: str
    """text/plain or text/html; says what body is"""
    article_type: str
    article_sender_type_id: int
    sender_type: str
    communication_channel_id: int
    channel: str
    is_visible_for_customer: bool
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    cc: str | None = None
    reply_to: str | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    references: str | None = None
    create_time: datetime
    change_time: datetime
    create_by: int
    attachments: list[File] | None = None
    """Where include_attachments asks for them"""


class AuditLog(Model):
    """`user_id` is null for customers, for the system and for those who were not let in."""

    id: int
    user_id: int | None
    user: str
    user_type: str
    action: str
    resource: str
    entity_type: str
    entity_id: int | str
    ticket_id: int | None
    ip: str
    ip_address: str
    old_values: dict[str, Any] | None
    new_values: dict[str, Any] | None
    timestamp: str
    created_at: str


class Delivery(Model):
    id: int
    """Comes with each try, as X-Webhook-Delivery"""
    webhook_id: int
    event: str
    event_id: str
    """The same for all webhooks that are told of the event"""
    ticket_id: int | None
    state: str
    """pending, delivered or failed"""
    attempts: int
    """Since it was made, or was last asked for again"""
    status_code: int | None
    """Of the last answer; null when nobody answered"""
    error: str | None
    next_attempt_at: datetime | None
    delivered_at: datetime | None
    created_at: datetime


class Attempt(Model):
    at: datetime
    status_code: int | None
    response_time: int
    """Milliseconds"""
    error: str | None
    response: str
    """How the answer began"""


class DeliveryDetails(Model):
    id: int
    """Comes with each try, as X-Webhook-Delivery"""
    webhook_id: int
    event: str
    event_id: str
    """The same for all webhooks that are told of the event"""
    ticket_id: int | None
    state: str
    """pending, delivered or failed"""
    attempts: int
    """Since it was made, or was last asked for again"""
    status_code: int | None
    """Of the last answer; null when nobody answered"""
    error: str | None
    next_attempt_at: datetime | None
    delivered_at: datetime | None
    created_at: datetime
    payload: str
    """The body of each try, to the byte"""
    tries: list[Attempt]
    """All, also those before it was asked for again"""


class LastArticle(Model):
    subject: str
    created_at: datetime


class FoundTicket(Model):
    id: int
    tn: str
    """The ticket number, to be taken as opaque digits"""
    title: str
    queue_id: int
    queue_name: str
    state_id: int
    state_name: str
    priority_id: int
    priority_name: str
    type_id: int | None
    owner_id: int
    responsible_id: int | None
    ticket_lock_id: int
    customer_id: str
    """Empty when none"""
    customer_user_id: str
    """Empty when none"""
    archive_flag: int
    """1 when archived, otherwise 0"""
    pending_until: datetime | None
    """When a pending state ends"""
    create_time: datetime
    change_time: datetime
    create_by: int
    change_by: int
    version: int
    """Grows with each change; the ETag is made of it"""
    article_count: int | None = None
    """Where it was counted"""
    last_article: LastArticle | None = None
    """Where `include=last_article` asks for it"""
    type: str | None = None


class FoundUser(Model):
    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    full_name: str
    name: str
    type: str | None = None


class FoundArticle(Model):
    id: int
    article_id: int
    ticket_id: int
    ticket_number: str
    title: str
    subject: str
    snippet: str
    sender: str
    created_at: datetime
    type: str | None = None


class FoundCounts(Model):
    tickets: int
    users: int | None = None
    articles: int


class Found(Model):
    query: str
    tickets: list[FoundTicket]
    users: list[FoundUser] | None = None
    articles: list[FoundArticle]
    counts: FoundCounts


class LdapConfig(Model):
    """What is stored, but for the password."""

    configured: bool
    auto_sync: bool | None = None
    sync_interval: str | None = None
    last_sync: str | None = None


class WebhookFilters(Model):
    queue_ids: list[int] | None = None
    """Tickets in these queues; empty: in all"""


class MadeWebhook(Model):
    id: int
    name: str
    description: str
    url: str
    events: list[str]
    filters: WebhookFilters
    headers: dict[str, str]
    retry_count: int | None
    retry_interval: int
    timeout: int
    is_active: bool
    disabled_reason: str | None
    """Why the desk itself made it inactive"""
    failing_since: datetime | None
    old_secret_expires_at: datetime | None
    """Until then the old secret signs as well"""
    created_at: datetime
    updated_at: datetime
    secret: str
    warning: str


class GroupOfUser(Model):
    id: int
    name: str
    permissions: list[str]


class Me(Model):
    """Ids of agents and of customers are two spaces; `role` says which."""

    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    name: str
    phone: str
    active: bool
    valid_id: int
    role: str
    groups: list[GroupOfUser]
    permissions: list[str]
    """What the role may do; queues narrow it further"""
    create_time: str
    change_time: str


class NewToken(Model):
    id: int
    name: str
    prefix: str
    scopes: list[str]
    expires_at: str | None
    last_used_at: str | None
    created_at: str
    is_active: bool
    token: str
    warning: str


class Notification(Model):
    id: int
    type: str
    """ticket_assigned, customer_answered, mentioned or not_sent"""
    title: str
    message: str
    ticket_id: int | None
    read: bool
    created_at: datetime


class Result(Model):
    ticket_id: int
    success: bool
    error: str | None = None


class Outcome(Model):
    """What became of each ticket. Beside these, what was asked for, when, and the action's own name for succeeded."""

    ticket_ids: list[int]
    """Each once"""
    count: int
    processed: int
    failed: int
    errors: list[str]
    results: list[Result]
    comment: str


class PingResult(Model):
    """`status_code` is null when nobody answered."""

    delivery_id: int
    delivered: bool
    status_code: int | None
    response_time: int
    error: str | None


class GroupName(Model):
    id: int
    name: str


class Queue(Model):
    id: int
    name: str
    group_id: int
    group_name: str
    valid_id: int
    """1 for valid queues"""
    valid: bool
    system_address_id: int | None
    salutation_id: int | None
    signature_id: int | None
    unlock_timeout: int
    """Minutes after which a locked ticket is unlocked; 0 for never"""
    follow_up_id: int
    """1: possible, 2: rejected, 3: makes a new ticket"""
    follow_up_lock: int
    comment: str
    create_time: datetime
    change_time: datetime
    groups: list[GroupName]
    ticket_count: int | None = None
    """With include_stats"""
    open_tickets: int | None = None
    closed_tickets: int | None = None
    pending_tickets: int | None = None


class QueueStats(Model):
    """What GOTRS counts, under each of the names it has had."""

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
    average_response_time: str
    """Until the first answer; N/A while there is none"""
    avg_response: str


class RotatedSecret(Model):
    id: int
    secret: str
    warning: str
    old_secret_expires_at: datetime


class SavedSearch(Model):
    id: int
    name: str
    query: str
    filters: dict[str, Any]
    type: str
    is_public: bool
    user_id: int | None
    """The owner"""
    created_at: datetime
    updated_at: datetime


class Stats(Model):
    total_tickets: int
    open_tickets: int
    pending_tickets: int
    closed_today: int
    created_today: int
    my_tickets: int
    overdue_tickets: int
    avg_response_time: str
    """Until the first answer; N/A while there is none"""
    customer_satisfaction: float


class SyncResult(Model):
    users_found: int
    users_created: int
    users_updated: int
    users_disabled: int
    groups_found: int
    groups_created: int
    groups_updated: int
    errors: list[str]
    start_time: str
    end_time: str
    duration: int
    """Nanoseconds"""
    dry_run: bool


class SyncStatus(Model):
    configured: bool
    connected: bool
    auto_sync: bool
    last_sync: str | None
    next_sync: str | None
    sync_interval: str | None
    total_users: int
    total_groups: int


class SystemConfig(Model):
    """`settings` are those that were ever set, by their names in the registry; secrets are never shown."""

    company_name: str
    site_name: str
    support_email: str
    timezone: str
    language: str
    default_language: str
    ticket_prefix: str
    allow_registration: bool
    maintenance_mode: bool
    settings: dict[str, Any]


class Ticket(Model):
    """Several names stand for the same value, since clients differ in which one they read."""

    id: int
    tn: str
    """The ticket number, to be taken as opaque digits"""
    title: str
    queue_id: int
    queue_name: str
    state_id: int
    state_name: str
    priority_id: int
    priority_name: str
    type_id: int | None
    owner_id: int
    responsible_id: int | None
    ticket_lock_id: int
    customer_id: str
    """Empty when none"""
    customer_user_id: str
    """Empty when none"""
    archive_flag: int
    """1 when archived, otherwise 0"""
    pending_until: datetime | None
    """When a pending state ends"""
    create_time: datetime
    change_time: datetime
    create_by: int
    change_by: int
    version: int
    """Grows with each change; the ETag is made of it"""
    article_count: int | None = None
    """Where it was counted"""
    last_article: LastArticle | None = None
    """Where `include=last_article` asks for it"""


class Token(Model):
    id: int
    name: str
    prefix: str
    scopes: list[str]
    expires_at: str | None
    last_used_at: str | None
    created_at: str
    is_active: bool


class UserDetails(Model):
    """`groups` are those the user has rights in, by a role or otherwise."""

    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    active: bool
    valid_id: int
    role: str
    groups: list[GroupOfUser]
    create_time: str
    change_time: str
    created_at: str
    updated_at: str


class Webhook(Model):
    """Values of headers are masked, and secrets are not shown."""

    id: int
    name: str
    description: str
    url: str
    events: list[str]
    filters: WebhookFilters
    headers: dict[str, str]
    retry_count: int | None
    retry_interval: int
    timeout: int
    is_active: bool
    disabled_reason: str | None
    """Why the desk itself made it inactive"""
    failing_since: datetime | None
    old_secret_expires_at: datetime | None
    """Until then the old secret signs as well"""
    created_at: datetime
    updated_at: datetime
