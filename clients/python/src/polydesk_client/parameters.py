"""What can be asked of lists, and set on things."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

Order = Literal["asc", "desc"]


class Paging(TypedDict, total=False):
    page: int
    per_page: int


class QueueTickets(Paging, total=False):
    """`status` is open, closed, pending or a state's name; `search` a part of the title, or a ticket number."""

    status: str
    priority_id: int
    assigned_user_id: int
    customer_user_id: str
    search: str
    archived: int
    include: str
    sort: Literal["created", "updated", "priority", "tn", "title"]
    order: Order


class TicketList(QueueTickets, total=False):
    queue_id: int


class TicketFields(TypedDict, total=False):
    priority_id: int
    state_id: int
    type_id: int
    owner_id: int
    responsible_id: int | None
    ticket_lock_id: int
    customer_user_id: str
    customer_id: str
    pending_until: str


class TicketChanges(TicketFields, total=False):
    title: str
    queue_id: int


class NewTicket(TicketFields, total=False):
    """With `body` the ticket has a first article; `customer_email` finds the customer."""

    body: str
    customer_email: str
    article: Mapping[str, Any]


class NewArticle(TypedDict, total=False):
    subject: str
    content_type: str
    article_type: str
    is_visible_for_customer: bool
    to: str
    cc: str
    time_unit: float


class UserFields(TypedDict, total=False):
    email: str
    first_name: str
    last_name: str
    valid_id: int
    active: bool
    groups: list[int]


class UserChanges(UserFields, total=False):
    password: str


class AuditList(Paging, total=False):
    """`from_time` and `to_time` are RFC 3339."""

    user_id: int
    action: str
    ticket_id: int
    from_time: str
    to_time: str


class WebhookFields(TypedDict, total=False):
    """`filters` such as {"queue_ids": [5]}; `headers` are sent along and never shown."""

    description: str
    filters: Mapping[str, Any]
    headers: Mapping[str, str]
    retry_count: int
    retry_interval: int
    timeout: int
    is_active: bool


class NewWebhook(WebhookFields, total=False):
    secret: str


class WebhookChanges(WebhookFields, total=False):
    name: str
    url: str
    events: Sequence[str]


class DeliveryList(Paging, total=False):
    state: Literal["pending", "delivered", "failed"]
    event: str


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """As a query: without what is None."""
    return {key: value for key, value in values.items() if value is not None}
