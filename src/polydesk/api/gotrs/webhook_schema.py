"""What is sent to and answered by the calls about webhooks."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.inputs import AS_WHOLE, STORABLE, EntryId
from polydesk.api.gotrs.moments import moment
from polydesk.desk.webhooks.webhooks import RETRY_INTERVAL, TIMEOUT, WebhookEntry
from polydesk.desk.webhooks.wishes import (
    LONGEST_HEADER,
    LONGEST_INTERVAL,
    LONGEST_NAME,
    LONGEST_SECRET,
    LONGEST_TEXT,
    LONGEST_TIMEOUT,
    LONGEST_URL,
    MASK,
    MOST_EVENTS,
    MOST_HEADERS,
    MOST_QUEUES,
    MOST_RETRIES,
    SHORTEST_SECRET,
    WebhookWish,
)

WARNING = "Keep this secret: it is not shown again"
_SENT: dict[str, Any] = {
    "name": "Warehouse",
    "url": "https://warehouse.example.test/hooks/desk",
    "events": ["ticket.created", "article.*"],
    "filters": {"queue_ids": [5]},
    "headers": {"Authorization": "Bearer a-long-token"},
}
_SHOWN: dict[str, Any] = {
    **_SENT,
    "id": 3,
    "description": "",
    "headers": {"Authorization": MASK},
    "retry_count": None,
    "retry_interval": RETRY_INTERVAL,
    "timeout": TIMEOUT,
    "is_active": True,
    "disabled_reason": None,
    "failing_since": None,
    "old_secret_expires_at": None,
    "created_at": "2026-03-01T08:00:00Z",
    "updated_at": "2026-03-01T08:00:00Z",
}
_SECRET = "whsec_2f0e9d7c1c1c0f5f6f106f1c9a528a444f0e9d7c1c1c0f5f6f106f1c9a528a44"  # noqa: S105  an example

WebhookName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), STORABLE]
Url = Annotated[str, Field(min_length=1, max_length=LONGEST_URL, description="https://…")]
Events = Annotated[
    list[Annotated[str, Field(max_length=60)]],
    Field(min_length=1, max_length=MOST_EVENTS, description="Names of events; a * at the end stands for any rest"),
]
Secret = Annotated[
    str, Field(min_length=SHORTEST_SECRET, max_length=LONGEST_SECRET, description="Made, if there is none")
]
Headers = Annotated[
    dict[str, Annotated[str, Field(max_length=LONGEST_HEADER)]],
    Field(max_length=MOST_HEADERS, description=f"Sent along. {MASK} keeps the value of one there is"),
]
Number = Annotated[int, Field(strict=True, ge=0, le=MOST_RETRIES), AS_WHOLE]


class WebhookFilters(BaseModel):
    queue_ids: list[EntryId] = Field([], max_length=MOST_QUEUES, description="Tickets in these queues; empty: in all")


class _Options(BaseModel):
    description: Annotated[str, Field(max_length=LONGEST_TEXT), STORABLE] | None = None
    headers: Headers | None = Field(None, repr=False)
    filters: WebhookFilters | None = None
    retry_count: Number | None = Field(None, description="Tries after the first; as the desk's setting says unless set")
    retry_interval: Annotated[int, Field(strict=True, ge=1, le=LONGEST_INTERVAL), AS_WHOLE] | None = Field(
        None, description="Seconds before the second try; then twice as long each time"
    )
    timeout: Annotated[int, Field(strict=True, ge=1, le=LONGEST_TIMEOUT), AS_WHOLE] | None = Field(
        None, description="Seconds one try may take"
    )
    is_active: Annotated[bool, Field(strict=True)] | None = None

    def as_wish(self) -> WebhookWish:
        given = self.model_dump(exclude={"filters"})
        return WebhookWish(**given, queue_ids=None if self.filters is None else self.filters.queue_ids)


class NewWebhook(_Options):
    model_config = ConfigDict(json_schema_extra={"examples": [_SENT]})

    name: WebhookName
    url: Url
    events: Events
    secret: Secret | None = Field(None, repr=False)


class WebhookChange(_Options):
    """Only what is sent changes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"events": ["ticket.*"], "is_active": True}]})

    name: WebhookName | None = None
    url: Url | None = None
    events: Events | None = None


class NewSecret(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{}]})

    secret: Secret | None = Field(None, repr=False)


class Webhook(BaseModel):
    """Values of headers are masked, and secrets are not shown."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

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
    disabled_reason: str | None = Field(description="Why the desk itself made it inactive")
    failing_since: datetime | None
    old_secret_expires_at: datetime | None = Field(description="Until then the old secret signs as well")
    created_at: datetime
    updated_at: datetime


class MadeWebhook(Webhook):
    model_config = ConfigDict(json_schema_extra={"examples": [{**_SHOWN, "secret": _SECRET, "warning": WARNING}]})

    secret: str
    warning: str


class RotatedSecret(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"id": 3, "secret": _SECRET, "warning": WARNING, "old_secret_expires_at": "2026-03-02T08:00:00Z"}
            ]
        }
    )

    id: int
    secret: str
    warning: str
    old_secret_expires_at: datetime


def webhook_shape(entry: WebhookEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "description": entry.description,
        "url": entry.url,
        "events": entry.events,
        "filters": {"queue_ids": entry.queue_ids},
        "headers": entry.headers,
        "retry_count": entry.retry_count,
        "retry_interval": entry.retry_interval,
        "timeout": entry.timeout,
        "is_active": entry.is_active,
        "disabled_reason": entry.disabled_reason or None,
        "failing_since": stamp(entry.failing_since),
        "old_secret_expires_at": stamp(entry.old_secret_until),
        "created_at": stamp(entry.create_time),
        "updated_at": stamp(entry.change_time),
    }


def stamp(when: datetime | None) -> str | None:
    return None if when is None else moment(when)
