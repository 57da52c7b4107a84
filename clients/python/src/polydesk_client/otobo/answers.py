"""What the operations answer."""

from collections.abc import Iterator

from pydantic import BaseModel, Field

from polydesk_client.otobo.models import Id, TicketCommon, TicketDetailOutput, Word


class OTOBOTicketCreateResponse(BaseModel):
    """`Ticket` is there when the web service has IncludeTicketData."""

    TicketID: int | str
    TicketNumber: str
    ArticleID: int | str | None = None
    Ticket: TicketDetailOutput | None = None


class TicketUpdateResponse(BaseModel):
    """`Ticket` is there when the web service has IncludeTicketData."""

    TicketID: int | str
    TicketNumber: Word = None
    ArticleID: Id = None
    Ticket: TicketDetailOutput | None = None


class OTOBOTicketGetResponse(BaseModel):
    Ticket: list[TicketDetailOutput]


class TicketGetResponse(OTOBOTicketGetResponse):
    """One ticket, in a list as the system sends it."""


class TicketSearchResponse(BaseModel):
    """Newest first unless asked for otherwise; empty without a hit."""

    TicketID: list[int] = []


class FullTicketSearchResponse(BaseModel):
    """The tickets that were found, in the order of the search."""

    Ticket: list[TicketDetailOutput] = []

    def __len__(self) -> int:
        return len(self.Ticket)

    def __getitem__(self, index: int) -> TicketDetailOutput:
        return self.Ticket[index]

    def __iter__(self) -> Iterator[TicketDetailOutput]:  # type: ignore[override]  # tickets, not the model's fields
        return iter(self.Ticket)


class OTOBOTicketHistoryEntry(TicketCommon):
    HistoryType: str
    HistoryTypeID: Id = None
    Name: str = ""
    CreateTime: Word = None


class TicketHistoryModel(BaseModel):
    """One ticket's history, oldest first."""

    TicketID: Id = None
    History: list[OTOBOTicketHistoryEntry] = []


class OTOBOTicketHistoryResponse(BaseModel):
    TicketHistory: list[TicketHistoryModel] = Field(default_factory=list)

    @property
    def History(self) -> list[OTOBOTicketHistoryEntry]:  # noqa: N802  # the guide's name
        """The entries of all tickets that were asked for, one after the other."""
        return [entry for ticket in self.TicketHistory for entry in ticket.History]
