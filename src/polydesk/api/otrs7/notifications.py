"""Personal notifications: specification, section 4."""

from typing import Any

from polydesk.api.otrs7.answers import Answer, done, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import invalid_input
from polydesk.api.otrs7.parameters import NO_NUMBER, Errors, as_id, is_number, said, whole
from polydesk.api.otrs7.routing import Operation
from polydesk.desk.notifications.views import TICKET, list_views, see_view, see_views
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound

PER_PAGE, MOST_PER_PAGE, LAST_PAGE = 10, 100, 10**9
ALL = "All"
_FLAGS = {"": None, "0": False, "1": True}
_LONGEST_TYPE = 40


def list_notifications(call: Call) -> Answer:
    errors: Errors = {}
    page = whole(call, "Page", default=1, most=LAST_PAGE, errors=errors)
    per_page = whole(call, "NotificationsPerPage", default=PER_PAGE, most=MOST_PER_PAGE, errors=errors)
    seen = call.parameter("Seen").strip()
    if seen not in _FLAGS:
        errors["Seen"] = said(call, "This must be 0 or 1.")
    if errors:
        raise invalid_input(errors)
    found = list_views(
        call.look(),
        call.known.actor,
        limit=per_page,
        offset=(page - 1) * per_page,
        object_type=call.parameter("ObjectType"),
        seen=_FLAGS[seen],
    )
    return ok({"TotalNotifications": found.total, "List": [_entry(row) for row in found.rows]})


def _entry(row: AnyRow) -> dict[str, Any]:
    """The number stands there twice, once as a number and once as a text, as it does in the published example."""
    is_ticket = row.object_type == TICKET
    return {
        "Marker": {"NotificationID": row.id, "Status": "Read" if row.seen else "Unread"},
        "Content": {
            "NotificationID": str(row.id),
            "Title": row.title,
            "Description": row.name,
            "Comment": row.comment,
            "Body": row.body,
            "ObjectType": row.object_type,
            "ObjectID": int(row.object_id) if is_number(row.object_id) else row.object_id,
            "ObjectReference": row.object_reference,
            "TicketNumber": row.object_reference if is_ticket else "",
            "UserType": "Customer",
            "UserID": row.subject,
            "Seen": row.seen,
            "CreateTime": f"{row.create_time:%Y-%m-%d %H:%M:%S}",
        },
    }


def set_seen(call: Call) -> Answer:
    wanted, number = call.text("Filter").strip(), call.text("NotificationID").strip()
    errors: Errors = {}
    if not wanted or len(wanted) > _LONGEST_TYPE:
        errors["Filter"] = said(call, "This field is required.")
    if number and not is_number(number):
        errors["NotificationID"] = said(call, NO_NUMBER)
    if errors:
        raise invalid_input(errors)
    try:
        with call.work() as work:
            if number:
                see_view(work, call.known.actor, as_id(number))
            else:
                see_views(work, call.known.actor, object_type="" if wanted == ALL else wanted)
    except NotFound as error:
        raise invalid_input({"NotificationID": said(call, "There is no such notification.")}) from error
    return done()


OPERATIONS = (
    Operation("GET", "/api/customer/personal-notifications/list", list_notifications),
    Operation("POST", "/api/customer/personal-notifications/seen-set", set_seen),
)
