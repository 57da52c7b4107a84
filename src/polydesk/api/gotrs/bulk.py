"""The same action on many tickets: section 5.5 of the specification. Each ticket is a transaction of its own."""

from typing import Annotated, Any

from fastapi import APIRouter, Response

from polydesk.api.gotrs.acting import Action, Assigning, Closing, Moving, SettingPriority, load_for
from polydesk.api.gotrs.action_schema import AssignAll, CloseAll, MoveAll, Outcome, SetPriorityOfAll
from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.api.gotrs.words import text_of
from polydesk.kernel.errors import DeskError, NotFound

router = APIRouter(tags=["Bulk"])
_BULK = "/api/v1/tickets/bulk"
AgentCall = Annotated[Call, needs("tickets:write", Role.AGENT)]


@router.post(f"{_BULK}/assign", response_model=Success[Outcome], responses=refusals(403))
def assign_tickets(call: AgentCall, sent: AssignAll) -> Response:
    return _done(call, sent.ticket_ids, Assigning.asked(call.look(), sent), "updated")


@router.post(f"{_BULK}/close", response_model=Success[Outcome], responses=refusals(403))
def close_tickets(call: AgentCall, sent: CloseAll) -> Response:
    return _done(call, sent.ticket_ids, Closing.asked(call.look(), sent), "closed")


@router.post(f"{_BULK}/priority", response_model=Success[Outcome], responses=refusals(403))
def set_priority_of_tickets(call: AgentCall, sent: SetPriorityOfAll) -> Response:
    return _done(call, sent.ticket_ids, SettingPriority.asked(call.look(), sent), "updated")


@router.post(f"{_BULK}/queue", response_model=Success[Outcome], responses=refusals(403))
def move_tickets(call: AgentCall, sent: MoveAll) -> Response:
    return _done(call, sent.ticket_ids, Moving.asked(call.look(), sent), "moved")


def _done(call: Call, sent_ids: list[int], action: Action, counted: str) -> Response:
    """The request succeeds whatever becomes of its tickets: each of them is told apart."""
    now, ticket_ids = call.look().now, list(dict.fromkeys(sent_ids))
    results = [_result(call, ticket_id, action) for ticket_id in ticket_ids]
    failed = [one for one in results if not one["success"]]
    succeeded = len(results) - len(failed)
    outcome = {
        "ticket_ids": ticket_ids,
        **action.said,
        "count": len(results),
        "total": len(results),
        "processed": succeeded,
        "succeeded": succeeded,
        counted: succeeded,
        "failed": len(failed),
        "errors": [f"Ticket {one['ticket_id']}: {one['error']}" for one in failed],
        "results": results,
        action.stamp: moment(now),
    }
    return ok(outcome)


def _result(call: Call, ticket_id: int, action: Action) -> dict[str, Any]:
    try:
        with call.work() as work:
            action.change(work, load_for(work, ticket_id, action))
    except NotFound:
        return {"ticket_id": ticket_id, "success": False, "error": "not found"}
    except (Refused, DeskError) as error:
        said = str(error) if isinstance(error, Refused) else text_of(error) or "Access denied"
        return {"ticket_id": ticket_id, "success": False, "error": said}
    return {"ticket_id": ticket_id, "success": True}
