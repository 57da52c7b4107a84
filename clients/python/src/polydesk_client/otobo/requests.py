"""The parameters of the operations, but for the search's own."""

from typing import Literal

from pydantic import BaseModel

from polydesk_client.otobo.models import TicketDetailInput


class TicketCreateParams(TicketDetailInput):
    """A new ticket and its first article."""


class TicketUpdateParams(TicketDetailInput):
    """Changes to the ticket of this id or number; with `Article` an article is added as well."""

    TicketID: int | str | None = None
    TicketNumber: str | None = None


class TicketGetParams(BaseModel):
    """Flags are 1 for yes and 0 for no."""

    TicketID: int | str | None = None
    DynamicFields: int = 1
    Extended: int = 1
    AllArticles: int = 1
    ArticleSenderType: list[str] | None = None
    ArticleOrder: Literal["ASC", "DESC"] = "ASC"
    ArticleLimit: int = 20
    Attachments: int = 0
    GetAttachmentContents: int = 1
    HTMLBodyAsAttachment: int = 1


class TicketHistoryParams(BaseModel):
    TicketID: str
