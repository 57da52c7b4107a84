"""Assign, close, reopen, priority and queue: the actions of section 5.3 of the specification."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from polydesk.api.gotrs.acting import Action, Assigning, Closing, Moving, Reopening, SettingPriority, load_for
from polydesk.api.gotrs.action_schema import (
    Assign,
    Assigned,
    Close,
    Closed,
    Move,
    Moved,
    PrioritySet,
    Reopen,
    Reopened,
    SetPriority,
)
from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.etags import check_etag, with_etag
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.api.gotrs.ticket_ids import find_ticket
from polydesk.api.gotrs.ticket_shape import ticket_shape
from polydesk.desk.tickets.queries import count_articles

router = APIRouter(tags=["Tickets"])
_TICKET = "/api/v1/tickets/{ticket_id}"
_REFUSALS = refusals(403, 404, 412)
_CLOSE, _REOPEN = Close.model_validate({}), Reopen.model_validate({})
"""What a request without a body asks for."""
AgentCall = Annotated[Call, needs("tickets:write", Role.AGENT)]
TicketPath = Annotated[str, Path(description="The ticket's id or number")]


@router.post(f"{_TICKET}/assign", response_model=Success[Assigned], responses=_REFUSALS)
def assign_ticket(call: AgentCall, ticket_id: TicketPath, sent: Assign) -> Response:
    """Make an agent owner and responsible; an internal note says so."""
    return _carried_out(call, ticket_id, Assigning.asked(call.look(), sent))


@router.post(f"{_TICKET}/close", response_model=Success[Closed], responses=_REFUSALS)
def close_ticket(call: AgentCall, ticket_id: TicketPath, sent: Close | None = None) -> Response:
    return _carried_out(call, ticket_id, Closing.asked(call.look(), sent or _CLOSE))


@router.post(f"{_TICKET}/reopen", response_model=Success[Reopened], responses=_REFUSALS)
def reopen_ticket(call: AgentCall, ticket_id: TicketPath, sent: Reopen | None = None) -> Response:
    """Open a closed ticket; an article the customer may read says so. Its keys stand at the top level as well."""
    return _carried_out(call, ticket_id, Reopening.asked(call.look(), sent or _REOPEN), on_top=True)


@router.post(f"{_TICKET}/priority", response_model=Success[PrioritySet], responses=_REFUSALS)
def set_ticket_priority(call: AgentCall, ticket_id: TicketPath, sent: SetPriority) -> Response:
    return _carried_out(call, ticket_id, SettingPriority.asked(call.look(), sent))


@router.post(f"{_TICKET}/queue", response_model=Success[Moved], responses=_REFUSALS)
def move_ticket_to_queue(call: AgentCall, ticket_id: TicketPath, sent: Move) -> Response:
    """Needs move_into on both queues."""
    return _carried_out(call, ticket_id, Moving.asked(call.look(), sent))


def _carried_out(call: Call, ticket_id: str, action: Action, *, on_top: bool = False) -> Response:
    known = find_ticket(call.look(), ticket_id)
    with call.work() as work:
        ticket = load_for(work, known, action)
        check_etag(call, ticket)
        action.change(work, ticket)
        work.flush()
        count = count_articles(work, ticket.id)
        done = {**action.said, action.stamp: moment(work.now)}
        shape = {**ticket_shape(work, ticket, article_count=count), **done}
    beside = {"id": ticket.id, "state_id": shape["state_id"], "state": shape["state"], **done} if on_top else {}
    return with_etag(ok(shape, **beside), ticket)
