"""Time accounted on a ticket without an article."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.inputs import AS_WHOLE
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.api.gotrs.ticket_ids import find_ticket
from polydesk.desk.tickets.account_time import account_time

router = APIRouter(tags=["Tickets"])


class Spent(BaseModel):
    model_config = ConfigDict(strict=True, json_schema_extra={"examples": [{"time_units": 15}]})

    time_units: Annotated[int, Field(strict=True, gt=0, le=99_999_999), AS_WHOLE] = Field(
        description="Minutes, on most desks"
    )


class Total(BaseModel):
    time_total_minutes: int = Field(description="All that is accounted on the ticket, in whole units")


@router.post("/api/v1/tickets/{ticket_id}/time", response_model=Success[Total], responses=refusals(403, 404))
def account_ticket_time(
    call: Annotated[Call, needs("tickets:write", Role.AGENT)],
    ticket_id: Annotated[str, Path(description="The ticket's id or number")],
    sent: Spent,
) -> Response:
    """The total stands at the top level as well."""
    known = find_ticket(call.look(), ticket_id)
    with call.work() as work:
        ticket = account_time(work, known, Decimal(sent.time_units))
        total = ticket.accounted_hundredths // 100
    return ok({"time_total_minutes": total}, time_total_minutes=total)
