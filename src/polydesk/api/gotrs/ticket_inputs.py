"""What makes and changes a ticket, declared."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from polydesk.api.gotrs.inputs import STORABLE, EntryId, Text
from polydesk.desk.tickets.open import LONGEST_TITLE
from polydesk.kernel.storable import storable


def _title(text: str) -> str:
    title = storable(text).strip()
    if not title:
        raise ValueError("blank")
    return title


Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE), AfterValidator(_title)
]
NewTitle = Annotated[Text, Field(json_schema_extra={"pattern": r"[^\s\x00]"})]
"""What is wrong with it is said in words of its own, see change_ticket.py."""
Customer = Annotated[str, Field(max_length=200), STORABLE]
_OWNER = "The same as user_id"


class FirstArticle(BaseModel):
    """The first article in its long form; `body` beside it wins over the one in it."""

    model_config = ConfigDict(strict=True)

    body: Text = ""
    subject: Text = Field("", description="Without it the title")
    content_type: Text = Field("text/plain", description="text/plain or text/html, perhaps with a charset")
    is_visible_for_customer: bool = True


class NewTicket(BaseModel):
    """A customer's ticket is the customer's own, whatever is sent."""

    model_config = ConfigDict(
        strict=True,
        json_schema_extra={
            "examples": [{"title": "Printer on floor 3", "queue_id": 2, "priority_id": 3, "body": "It jams."}]
        },
    )

    title: Title
    queue_id: EntryId
    priority_id: EntryId = 3
    state_id: EntryId = Field(1, description="A pending state needs pending_until")
    type_id: EntryId | None = Field(None, description="Without it the desk's default")
    body: Text | None = Field(None, description="Makes the first article")
    article: FirstArticle | None = None
    customer_user_id: Customer | None = None
    customer_id: Customer | None = None
    customer_email: Customer | None = Field(None, description="Whose ticket it is, who gets a receipt")
    pending_until: Text | None = Field(None, description="RFC 3339", examples=["2026-03-02T08:00:00Z"])


class TicketChanges(BaseModel):
    """What is left out, or null, stays; only the responsible agent is taken away by null."""

    model_config = ConfigDict(
        strict=True, json_schema_extra={"examples": [{"title": "Printer on floor 4", "priority_id": 4}]}
    )

    title: NewTitle | None = Field(None, description="1 to 255 characters, not counting blanks around them")
    queue_id: EntryId | None = None
    type_id: EntryId | None = None
    state_id: EntryId | None = Field(None, description="A pending state needs pending_until")
    pending_until: Text | None = Field(None, description="RFC 3339", examples=["2026-03-02T08:00:00Z"])
    priority_id: EntryId | None = None
    user_id: EntryId | None = Field(None, description="The owner")
    owner_id: EntryId | None = Field(None, description=_OWNER)
    owner_user_id: EntryId | None = Field(None, description=_OWNER)
    responsible_user_id: EntryId | None = None
    responsible_id: EntryId | None = Field(None, description="The same as responsible_user_id")
    ticket_lock_id: EntryId | None = None
    lock_id: EntryId | None = Field(None, description="The same as ticket_lock_id")
    customer_user_id: Customer | None = None
    customer_id: Customer | None = None

    @property
    def owner(self) -> int | None:
        return next((one for one in (self.user_id, self.owner_id, self.owner_user_id) if one is not None), None)

    @property
    def lock(self) -> int | None:
        return self.lock_id if self.ticket_lock_id is None else self.ticket_lock_id

    @property
    def responsible(self) -> int | None:
        return self.responsible_id if self.responsible_user_id is None else self.responsible_user_id

    @property
    def sets_responsible(self) -> bool:
        return bool({"responsible_user_id", "responsible_id"} & self.model_fields_set)

    @property
    def is_empty(self) -> bool:
        given: dict[str, Any] = {name: getattr(self, name) for name in self.model_fields_set}
        return not self.sets_responsible and all(value is None for value in given.values())
