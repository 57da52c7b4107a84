"""The article object, and what makes a new one, declared."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.inputs import AS_WHOLE, SOME_TEXT, STORABLE, Text

ARTICLE_EXAMPLE: dict[str, Any] = {
    "id": 301,
    "article_id": 301,
    "ticket_id": 118,
    "subject": "Re: Printer on floor 3",
    "body": "A new toner is on its way.",
    "content_type": "text/plain",
    "article_type": "note-external",
    "article_sender_type_id": 1,
    "sender_type": "agent",
    "communication_channel_id": 3,
    "channel": "internal",
    "is_visible_for_customer": True,
    "visible": True,
    "is_visible": True,
    "from": '"Mira Stone" <mira@example.test>',
    "create_time": "2026-03-01T08:20:00Z",
    "created_at": "2026-03-01T08:20:00Z",
    "change_time": "2026-03-01T08:20:00Z",
    "updated_at": "2026-03-01T08:20:00Z",
    "create_by": 12,
}
MOST_FILES = 50
Number = Annotated[int, Field(strict=True), AS_WHOLE]
ArticleType = Literal[
    "note-internal",
    "note-external",
    "note-report",
    "note",
    "email-external",
    "email-internal",
    "email",
    "phone",
    "webrequest",
]

_SENDERS = ("agent", "system", "customer", 1, 2, 3, None)


class File(BaseModel):
    """An attachment without its contents; `size` is bytes."""

    id: int
    filename: str
    content_type: str
    size: int


class Article(BaseModel):
    """Several names stand for the same value, since clients differ in which one they read."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [ARTICLE_EXAMPLE]})

    id: int
    article_id: int = Field(description="The same as id")
    ticket_id: int
    subject: str
    body: str
    content_type: str = Field(description="text/plain or text/html; says what body is")
    article_type: str
    article_sender_type_id: int
    sender_type: str
    communication_channel_id: int
    channel: str
    is_visible_for_customer: bool
    visible: bool = Field(description="The same as is_visible_for_customer")
    is_visible: bool = Field(description="The same as is_visible_for_customer")
    from_: str | None = Field(None, alias="from")
    to: str | None = None
    cc: str | None = None
    reply_to: str | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    references: str | None = None
    create_time: datetime
    created_at: datetime = Field(description="The same as create_time")
    change_time: datetime
    updated_at: datetime = Field(description="The same as change_time")
    create_by: int
    attachments: list[File] | None = Field(None, description="Where include_attachments asks for them")


class AddedArticle(Article):
    ticket_updated: bool = True


class NewFile(BaseModel):
    model_config = ConfigDict(
        strict=True,
        json_schema_extra={
            "examples": [{"filename": "toner.txt", "content_type": "text/plain", "content": "SGVsbG8="}]
        },
    )

    filename: Annotated[str, Field(min_length=1, max_length=250, pattern=SOME_TEXT), STORABLE]
    content_type: Annotated[str, Field(max_length=200), STORABLE] = "application/octet-stream"
    content: str = Field(description="The contents in base64")


class NewArticle(BaseModel):
    """A customer's article is visible and the customer's own, whatever is sent."""

    model_config = ConfigDict(
        strict=True,
        json_schema_extra={
            "required": ["body"],
            "examples": [{"subject": "Note", "body": "Called the supplier.", "is_visible_for_customer": False}],
        },
    )

    body: Annotated[str, Field(min_length=1), STORABLE] = ""
    subject: Text | None = Field(None, description="Without it `Re: ` and the ticket's title")
    content_type: Text = Field("text/plain", description="text/plain or text/html, perhaps with a charset")
    article_type: ArticleType | None = Field(None, description="Without it note-internal, or note-external if visible")
    is_visible_for_customer: bool | None = Field(None, description="Without it, as the type is")
    is_visible_to_customer: bool | None = Field(None, description="The same as is_visible_for_customer")
    is_visible: bool | None = Field(None, description="The same as is_visible_for_customer")
    communication_channel_id: Number | None = Field(
        None, description="1 email, 2 phone, 3 internal, 4 chat", json_schema_extra={"enum": [1, 2, 3, 4, None]}
    )
    sender_type: Text | Number | None = Field(
        None, description="agent, system, customer, or 1 to 3", json_schema_extra={"enum": [*_SENDERS]}
    )
    article_sender_type_id: Text | Number | None = Field(
        None, description="The same as sender_type", json_schema_extra={"enum": [*_SENDERS]}
    )
    from_: Text = Field("", alias="from")
    to: Text = ""
    cc: Text = ""
    reply_to: Text = ""
    in_reply_to: Text = ""
    references: Text = ""
    message_id: Text = ""
    time_unit: float | None = Field(None, ge=0, le=99_999_999, description="Time to account with the article")
    attachments: list[NewFile] = Field([], max_length=MOST_FILES)

    @property
    def wants_visible(self) -> bool | None:
        sent = (self.is_visible_for_customer, self.is_visible_to_customer, self.is_visible)
        return next((one for one in sent if one is not None), None)

    @property
    def sender(self) -> str | int | None:
        return self.article_sender_type_id if self.sender_type is None else self.sender_type
