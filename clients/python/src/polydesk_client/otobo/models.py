"""Tickets and articles as the Generic Interface writes them. What a system sends besides is kept, too."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Id = Annotated[int | None, BeforeValidator(lambda sent: None if sent == "" else sent)]
"""A number; the system writes empty text for none."""
Word = Annotated[str | None, BeforeValidator(lambda sent: str(sent) if isinstance(sent, int | float) else sent)]
Plain = dict[str, Any]


class _Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class AttachmentModel(_Open):
    """A file to send; `Content` is base64."""

    Filename: str
    ContentType: str | None = None
    Content: str | None = None


class AttachmentResponseDetail(AttachmentModel):
    """A file of an article."""

    ContentAlternative: Word = None
    ContentID: Word = None
    Disposition: Word = None
    FileID: Word = None
    Filesize: Word = None
    FilesizeRaw: Id = None


class DynamicFieldItem(_Open):
    Name: str
    Value: Any = None


class ArticleDetail(_Open):
    ArticleID: Id = None
    ArticleNumber: Id = None
    AutoResponseType: Word = None
    Bcc: Word = None
    Body: Word = None
    Cc: Word = None
    ChangeBy: Id = None
    ChangeTime: Word = None
    Charset: Word = None
    CommunicationChannel: Word = None
    CommunicationChannelID: Id = None
    ContentCharset: Word = None
    ContentType: Word = None
    CreateBy: Id = None
    CreateTime: Word = None
    From: Word = None
    HistoryComment: Word = None
    HistoryType: Word = None
    InReplyTo: Word = None
    IncomingTime: Id = None
    IsDeleted: Id = None
    IsEdited: Id = None
    IsVisibleForCustomer: Id = None
    MessageID: Word = None
    MimeType: Word = None
    References: Word = None
    ReplyTo: Word = None
    SenderType: Word = None
    SenderTypeID: Id = None
    Subject: Word = None
    TimeUnit: int | float | str | None = None
    To: Word = None
    DynamicField: list[DynamicFieldItem] | None = None
    Attachment: AttachmentResponseDetail | list[AttachmentResponseDetail] | None = None


class TicketBase(_Open):
    """What can be set; of a name and its id, one is enough."""

    Title: Word = None
    Queue: Word = None
    QueueID: Id = None
    Lock: Word = None
    LockID: Id = None
    Type: Word = None
    TypeID: Id = None
    Service: Word = None
    ServiceID: Id = None
    SLA: Word = None
    SLAID: Id = None
    State: Word = None
    StateID: Id = None
    Priority: Word = None
    PriorityID: Id = None
    Owner: Word = None
    OwnerID: Id = None
    Responsible: Word = None
    ResponsibleID: Id = None
    CustomerUser: Word = None
    PendingTime: dict[str, Any] | None = None


class TicketCommon(TicketBase):
    """What a ticket has besides; times are `YYYY-MM-DD HH:MM:SS`, `Age` and escalations are seconds."""

    TicketID: Id = None
    TicketNumber: Word = None
    StateType: Word = None
    CustomerID: Word = None
    CustomerUserID: Word = None
    ArchiveFlag: Word = None
    Age: Id = None
    EscalationResponseTime: Id = None
    EscalationUpdateTime: Id = None
    EscalationSolutionTime: Id = None
    EscalationTime: Id = None
    CreateBy: Id = None
    ChangeBy: Id = None
    Created: Word = None
    Changed: Word = None


class TicketDetailInput(_Open):
    """Plain dictionaries do as well as the models."""

    Ticket: TicketCommon | Plain | None = Field(default=None, union_mode="left_to_right")
    Article: ArticleDetail | Plain | list[ArticleDetail] | None = Field(default=None, union_mode="left_to_right")
    DynamicField: list[DynamicFieldItem] | list[Plain] | None = Field(default=None, union_mode="left_to_right")
    Attachment: AttachmentModel | Plain | list[AttachmentModel] | None = Field(default=None, union_mode="left_to_right")


class TicketDetailOutput(TicketCommon):
    """A ticket with its articles: a list from TicketGet, the one at hand from TicketCreate and TicketUpdate."""

    Article: ArticleDetail | list[ArticleDetail] | None = None
    DynamicField: list[DynamicFieldItem] = []
