"""The dashboard: section 5.9 of the specification."""

from typing import Annotated, Any

from fastapi import APIRouter, Response

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.dashboard_schema import Activity, Chart, Notifications, Stats
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.paging import Pages, whole
from polydesk.api.gotrs.queue_shape import duration
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.api.gotrs.ticket_list import Listing, list_page
from polydesk.api.gotrs.ticket_schema import Ticket
from polydesk.desk.people.profiles import find_profile
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import IdKey, TextKey, TicketCriteria
from polydesk.desk.search.list_tickets import SortKey
from polydesk.desk.search.patterns import Pattern
from polydesk.desk.statistics.activity import list_activity
from polydesk.desk.statistics.counts import count_by_kind
from polydesk.desk.statistics.notices import list_notices, read_notice
from polydesk.desk.statistics.overview import OVER, overview
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.work import Look

router = APIRouter(tags=["Dashboard"])
Reading = Annotated[Call, needs("tickets:read")]
ACTIVITIES, MOST_ACTIVITIES, NOTICES = 10, 100, 50


@router.get("/api/v1/dashboard/stats", response_model=Success[Stats], responses=refusals(403, takes_input=False))
def get_stats(call: Reading) -> Response:
    """Counts of what the caller finds in lists. Nobody is asked for satisfaction: that is 0."""
    found = overview(call.look())
    shape = {
        "total_tickets": found.total,
        "open_tickets": found.open,
        "pending_tickets": found.pending,
        "closed_today": found.closed_today,
        "created_today": found.created_today,
        "my_tickets": found.mine,
        "overdue_tickets": found.overdue,
        "avg_response_time": duration(found.answer_seconds),
        "customer_satisfaction": 0,
    }
    return ok(shape)


@router.get(
    "/api/v1/dashboard/activity", response_model=Success[list[Activity]], responses=refusals(403, takes_input=False)
)
def get_activity(call: Reading, limit: str | None = None) -> Response:
    """What happened lately, newest first."""
    listed = list_activity(call.look(), limit=min(whole(limit) or ACTIVITIES, MOST_ACTIVITIES))
    shown = [
        {
            "id": one.id,
            "type": one.kind,
            "message": one.message,
            "description": one.message,
            "ticket_id": one.ticket_id,
            "ticket_number": one.ticket_number,
            "user": one.user,
            "timestamp": moment(one.when),
        }
        for one in listed
    ]
    return ok(shown)


@router.get("/api/v1/dashboard/my-tickets", response_model=PageOf[Ticket], responses=refusals(403, takes_input=False))
def get_my_tickets(call: Reading, paging: Pages) -> Response:
    """Tickets an agent owns, or that are a customer's, as long as something is to be done; last changed first."""
    look = call.look()
    return list_page(call, _mine(look), paging, Listing(sort=SortKey.UPDATED))


def _mine(look: Look) -> TicketCriteria:
    going_on = frozenset(state.id for state in look.config(Catalogue).states if state.type not in OVER)
    if isinstance(look.actor, AgentActor):
        return TicketCriteria(ids={IdKey.STATE: going_on, IdKey.OWNER: frozenset((look.actor.id,))}, archived=False)
    login = getattr(look.actor, "login", "")
    return TicketCriteria(
        ids={IdKey.STATE: going_on}, texts={TextKey.CUSTOMER_USER: (Pattern((login.lower(),)),)}, archived=False
    )


@router.get(
    "/api/v1/dashboard/notifications", response_model=Success[Notifications], responses=refusals(403, takes_input=False)
)
def get_notifications(call: Reading, limit: str | None = None) -> Response:
    """What an agent is told: a ticket was given to them, a customer wrote in one of theirs. Customers have none."""
    look, actor = call.look(), call.caller.actor
    found = list_notices(look, limit=min(whole(limit) or NOTICES, MOST_ACTIVITIES))
    user_id = actor.id if isinstance(actor, AgentActor) else find_profile(look, actor).id
    return ok({"user_id": user_id, "notifications": [_notice(row) for row in found.rows], "unread_count": found.unread})


@router.post(
    "/api/v1/dashboard/notifications/{notification_id}/read",
    response_model=Success[dict[str, Any]],
    responses=refusals(403, 404),
)
def post_read(call: Reading, notification_id: int) -> Response:
    with call.work() as work:
        read_notice(work, notification_id)
    return ok({"id": notification_id, "read": True}, message="Notification marked as read")


@router.get(
    "/api/v1/dashboard/charts/tickets-by-status",
    response_model=Success[Chart],
    responses=refusals(403, takes_input=False),
)
def get_chart_by_status(call: Reading) -> Response:
    return _chart(count_by_kind(call.look()).by_state)


@router.get(
    "/api/v1/dashboard/charts/tickets-by-priority",
    response_model=Success[Chart],
    responses=refusals(403, takes_input=False),
)
def get_chart_by_priority(call: Reading) -> Response:
    return _chart(count_by_kind(call.look()).by_priority)


def _chart(counts: dict[str, int]) -> Response:
    names = sorted(counts)
    values = [counts[name] for name in names]
    return ok({"labels": names, "data": values, "values": values})


def _notice(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "type": row.kind,
        "title": row.title,
        "message": row.message,
        "ticket_id": row.ticket_id,
        "read": row.read_at is not None,
        "created_at": moment(row.create_time),
    }
