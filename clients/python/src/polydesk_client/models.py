"""What the desk's things look like: the published ones, and what the client adds to them."""

from pydantic import Field

from polydesk_client import schema
from polydesk_client.schema import (
    Activity,
    Article,
    AuditLog,
    Delivery,
    DeliveryDetails,
    File,
    Found,
    LdapConfig,
    Me,
    Model,
    Notification,
    PingResult,
    Queue,
    QueueStats,
    SavedSearch,
    SyncResult,
    SyncStatus,
    SystemConfig,
    Webhook,
)

__all__ = [
    "Activity",
    "ApiToken",
    "Article",
    "AuditLog",
    "DashboardStats",
    "Delivery",
    "DeliveryDetails",
    "File",
    "Found",
    "LdapConfig",
    "Me",
    "Model",
    "NewApiToken",
    "NewWebhook",
    "NewWebhookSecret",
    "Notification",
    "Notifications",
    "PingResult",
    "Queue",
    "QueueStats",
    "SavedSearch",
    "SyncResult",
    "SyncStatus",
    "SystemConfig",
    "Ticket",
    "User",
    "Webhook",
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


class NewWebhook(schema.MadeWebhook):
    """`secret` is shown this once."""

    secret: str = Field(repr=False)


class NewWebhookSecret(schema.RotatedSecret):
    """`secret` is shown this once."""

    secret: str = Field(repr=False)


class DashboardStats(schema.Stats):
    """Of the tickets the caller may read."""


class Notifications(Model):
    """Newest first."""

    notifications: list[Notification] = []
    unread_count: int = 0
