"""A ticket somebody outside asks for, before anything was looked up: what an API or a mail says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from polydesk.desk.tickets.attach import NewFile
from polydesk.kernel.errors import DeskError

Channel = Literal["API", "Email", "Web"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    body: str
    is_html: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody a mail was also sent to."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the sender, a key or a trusted header asks for beyond the form. None: not asked for. Ids are the desk's."""

    queue_id: int | None = None
    status_id: int | None = None
    state_id: int | None = None
    priority_id: int | None = None
    sla_id: int | None = None
    agent_id: int | None = None
    team_id: int | None = None
    customer_user_id: int | None = None
    canned_response_id: int | None = None
    sender_type_id: int | None = None
    """As whom the first article speaks."""
    visible: bool | None = None
    """Whether the customer sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """`values` are answers to form fields by field name, as sent (subject and name among them; not the message)."""

    channel: Channel
    source: str
    """Shown on the ticket: API, Email, Web, Phone"""
    values: Mapping[str, Any]
    text: Text | None
    topic_id: int | None = None
    files: Sequence[NewFile] = ()
    file_errors: Sequence[str] = ()
    """What becomes internal notes before the message."""
    system_address_id: int | None = None
    reply_to: Participant | None = None
    addressees: Sequence[str] = ()
    collaborators: Sequence[Participant] = ()
    referred_queue_ids: Sequence[int] = ()
    wish: Wish = field(default_factory=Wish)
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    headers: str = ""
    to: str = ""
    cc: str = ""
    poster: str = ""
    remote_address: str = ""
    due_at: datetime | None = None
    alert: bool = True
    autorespond: bool = True
    is_automatic: bool = False
    """Sent by a machine: nothing is sent back."""
    is_bounce: bool = False
    """A bounce: nobody is told at all."""
    missing_domains: Collection[str] = ()
    """Mail domains that were asked for, in lower case, and do not exist."""
    as_original: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    ticket_id: int
    number: str
    article_id: int


class Refused(DeskError):
    """A submission that became no ticket. `errors` are pairs of key (field name, id or word) and text, in order.

    `log_lines` are titles and texts for the system log: see `log_refusal`.
    """

    def __init__(
        self,
        code: str,
        errors: Sequence[tuple[str, str]] = (),
        *,
        log_lines: Sequence[tuple[str, str]] = (),
        **details: object,
    ) -> None:
        super().__init__(code, **details)
        self.errors = tuple(errors)
        self.log_lines = tuple(log_lines)


class Denied(Refused):
    """By the ban list or a filter. Its one error has the key "denied" and the whole text for the sender."""
