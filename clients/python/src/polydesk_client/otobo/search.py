"""Everything a ticket can be searched by."""

from typing import Any

from pydantic import BaseModel, ConfigDict

Texts = str | list[str] | None
Ids = int | list[int] | None


class DynamicFieldParams(BaseModel):
    """What a dynamic field's value is compared with; `Empty` asks whether it has one."""

    Empty: bool | int | None = None
    Equals: int | str | list[int | str] | None = None
    Like: str | None = None
    GreaterThan: str | None = None
    GreaterThanEquals: str | None = None
    SmallerThan: str | None = None
    SmallerThanEquals: str | None = None


class TicketSearchParams(BaseModel):
    """All of what is given must match; of several values in a list, one. `*` and `%` stand for any text.

    Dates are `YYYY-MM-DD HH:MM:SS`; `Limit` is how many at most.
    """

    model_config = ConfigDict(extra="allow")

    Limit: int | None = None
    TicketNumber: Texts = None
    Title: Texts = None
    Queues: Texts = None
    QueueIDs: Ids = None
    UseSubQueues: bool | int | None = None
    Types: Texts = None
    TypeIDs: Ids = None
    States: Texts = None
    StateIDs: Ids = None
    StateType: Texts = None
    StateTypeIDs: Ids = None
    Priorities: Texts = None
    PriorityIDs: Ids = None
    Services: Texts = None
    ServiceIDs: Ids = None
    SLAs: Texts = None
    SLAIDs: Ids = None
    Locks: Texts = None
    LockIDs: Ids = None
    OwnerIDs: Ids = None
    ResponsibleIDs: Ids = None
    WatchUserIDs: Ids = None
    CustomerID: Texts = None
    CustomerIDRaw: Texts = None
    CustomerUserLogin: Texts = None
    CreatedUserIDs: Ids = None
    CreatedTypes: Texts = None
    CreatedTypeIDs: Ids = None
    CreatedPriorities: Texts = None
    CreatedPriorityIDs: Ids = None
    CreatedStates: Texts = None
    CreatedStateIDs: Ids = None
    CreatedQueues: Texts = None
    CreatedQueueIDs: Ids = None
    DynamicFields: dict[str, DynamicFieldParams] | None = None
    MIMEBase_From: str | None = None
    MIMEBase_To: str | None = None
    MIMEBase_Cc: str | None = None
    MIMEBase_Subject: str | None = None
    MIMEBase_Body: str | None = None
    AttachmentName: str | None = None
    FullTextIndex: bool | int | None = None
    ContentSearch: str | None = None
    ConditionInline: bool | int | None = None
    ArticleCreateTimeOlderMinutes: int | None = None
    ArticleCreateTimeNewerMinutes: int | None = None
    ArticleCreateTimeNewerDate: str | None = None
    ArticleCreateTimeOlderDate: str | None = None
    TicketCreateTimeOlderMinutes: int | None = None
    TicketCreateTimeNewerMinutes: int | None = None
    TicketCreateTimeNewerDate: str | None = None
    TicketCreateTimeOlderDate: str | None = None
    TicketChangeTimeOlderMinutes: int | None = None
    TicketChangeTimeNewerMinutes: int | None = None
    TicketLastChangeTimeOlderMinutes: int | None = None
    TicketLastChangeTimeNewerMinutes: int | None = None
    TicketLastChangeTimeNewerDate: str | None = None
    TicketLastChangeTimeOlderDate: str | None = None
    TicketChangeTimeNewerDate: str | None = None
    TicketChangeTimeOlderDate: str | None = None
    TicketCloseTimeOlderMinutes: int | None = None
    TicketCloseTimeNewerMinutes: int | None = None
    TicketCloseTimeNewerDate: str | None = None
    TicketCloseTimeOlderDate: str | None = None
    TicketPendingTimeOlderMinutes: int | None = None
    TicketPendingTimeNewerMinutes: int | None = None
    TicketPendingTimeNewerDate: str | None = None
    TicketPendingTimeOlderDate: str | None = None
    TicketEscalationTimeOlderMinutes: int | None = None
    TicketEscalationTimeNewerMinutes: int | None = None
    TicketEscalationTimeNewerDate: str | None = None
    TicketEscalationTimeOlderDate: str | None = None
    SearchInArchive: str | None = None
    OrderBy: Texts = None
    SortBy: Texts = None

    def parameters(self) -> dict[str, Any]:
        """As the operation names them: each dynamic field has a parameter of its own."""
        given = self.model_dump(exclude_none=True)
        for name, wanted in given.pop("DynamicFields", {}).items():
            given[f"DynamicField_{name}"] = wanted
        return given
