"""What a search for tickets can ask for, in the desk's own terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Literal

from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.search.conditions import Condition
from polydesk.desk.search.patterns import Pattern


class IdKey(Enum):
    """What a ticket can be found by the id of."""

    TICKET = "id"
    QUEUE = "queue_id"
    TYPE = "type_id"
    STATE = "state_id"
    PRIORITY = "priority_id"
    SERVICE = "service_id"
    SLA = "sla_id"
    LOCK = "lock_id"
    OWNER = "owner_id"
    RESPONSIBLE = "responsible_id"


class CreatedKey(Enum):
    """What is known of a ticket as of its creation."""

    AGENT = "create_by"
    TYPE = "ticket_type_id"
    STATE = "state_id"
    PRIORITY = "priority_id"
    QUEUE = "queue_id"


class TextKey(Enum):
    TITLE = "title"
    NUMBER = "number"
    CUSTOMER_ID = "customer_id"
    CUSTOMER_USER = "customer_user"


class ArticleKey(Enum):
    FROM = "sender"
    TO = "recipients"
    CC = "copies"
    SUBJECT = "subject"
    BODY = "body"
    ATTACHMENT_NAME = "files"


class TimeKey(Enum):
    CREATED = "create_time"
    LAST_CHANGED = "change_time"
    CHANGED = "any history entry"
    CLOSED = "closed"
    LAST_CLOSED = "last_closed_at"
    PENDING = "until_time"
    ARTICLE_CREATED = "article"
    ESCALATION = "escalation_time"
    ESCALATION_RESPONSE = "escalation_response_time"
    ESCALATION_UPDATE = "escalation_update_time"
    ESCALATION_SOLUTION = "escalation_solution_time"


@dataclass(frozen=True, slots=True)
class Span:
    """From `start`, and before `end`; both naive UTC."""

    start: datetime | None = None
    end: datetime | None = None


Operator = Literal["Equals", "Like", "GreaterThan", "GreaterThanEquals", "SmallerThan", "SmallerThanEquals", "Empty"]
FieldOperand = str | int | datetime | Pattern | bool


@dataclass(frozen=True, slots=True)
class FieldTest:
    """One operator on a dynamic field of tickets; operands, in the type the field is stored in, are joined by OR.

    Like takes a Pattern; Empty takes a bool, whether the field has no value.
    """

    field: FieldEntry
    operator: Operator
    operands: tuple[FieldOperand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCriteria:
    """Everything is joined by AND. An empty set finds nothing, an absent key or None asks for nothing."""

    ids: Mapping[IdKey, frozenset[int]] = field(default_factory=dict)
    watched_by: frozenset[int] | None = None
    created: Mapping[CreatedKey, frozenset[int]] = field(default_factory=dict)
    texts: Mapping[TextKey, tuple[Condition, ...]] = field(default_factory=dict)
    """One of the conditions has to hold."""
    exact_customer_ids: frozenset[str] | None = None
    articles: Mapping[ArticleKey, tuple[Pattern, ...]] = field(default_factory=dict)
    """Per key one of the patterns, in the same article."""
    articles_by_any_key: bool = False
    anywhere: tuple[Pattern, ...] = ()
    """In any text of an article, or in the title."""
    times: Mapping[TimeKey, Span] = field(default_factory=dict)
    fields: tuple[FieldTest, ...] = ()
    archived: bool | None = None
    named: str = ""
    """A part of the title, or the whole number."""
    meant: str = ""
    """What people type into a search box: words anywhere in the ticket, or a part of its title or number."""
    assigned_to: frozenset[int] | None = None
    """Owner or responsible."""
