"""One ticket with its articles: specification, section 5.5."""

from collections.abc import Sequence
from typing import Any

from polydesk.api.otrs7.answers import Answer, ok
from polydesk.api.otrs7.article_shape import article_head
from polydesk.api.otrs7.call import Call, is_set
from polydesk.api.otrs7.errors import failed, invalid_input
from polydesk.api.otrs7.parameters import NO_NUMBER, is_number, path_ids, said
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.shown_fields import listed_shapes, shown_among
from polydesk.api.otrs7.ticket_access import readable_ticket
from polydesk.api.otrs7.ticket_shape import ticket_shape
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.forms.screens import TICKET_DETAIL
from polydesk.desk.processes.place import standing_of
from polydesk.desk.tickets.customer_articles import list_visible_articles
from polydesk.desk.tickets.follow_up import FollowUp, follow_up_of
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Unavailable
from polydesk.kernel.work import Look

UNREADABLE = ("ArticleLoadingFailed", "The system was unable to load the articles.")


def ticket_by_id(call: Call) -> Answer:
    [ticket_id] = path_ids(call, "TicketID")
    return ok(_detail(call, readable_ticket(call, ticket_id)))


def ticket_by_number(call: Call) -> Answer:
    return ok(_detail(call, readable_ticket(call, number_of(call))))


def number_of(call: Call) -> str:
    """The ticket number of the path. Raises Refused with 422."""
    number = call.path.get("TicketNumber", "")
    if not is_number(number):
        raise invalid_input({"TicketNumber": said(call, NO_NUMBER)})
    return number


def takes_follow_ups(look: Look, row: AnyRow) -> int:
    return int(follow_up_of(look, row) is FollowUp.POSSIBLE)


def _detail(call: Call, row: AnyRow) -> dict[str, Any]:
    look = call.look()
    articles = _articles(call, row.id)
    is_unread = any(not one.is_seen and not one.is_own for one in articles)
    shape = ticket_shape(look, row, is_unread=is_unread)
    shape["Articles"] = [article_head(one) for one in articles]
    if is_set(call.parameter("DynamicFields")):
        fields = shown_among(look, look.config(Fields).of_tickets, TICKET_DETAIL)
        values = read_values(look.connection, fields, [row.id]) if fields else {}
        shape["DynamicField"] = listed_shapes(fields, values.get(row.id, {}))
    if is_set(call.parameter("FollowUpPossible")):
        shape["FollowUpPossible"] = takes_follow_ups(look, row)
    if is_set(call.parameter("ProcessData")):
        shape["ProcessData"] = _process_data(look, row.id)
    return shape


def _articles(call: Call, ticket_id: int) -> Sequence[AnyRow]:
    try:
        return list_visible_articles(call.look(), call.known.actor, ticket_id)
    except Unavailable as error:
        raise failed(*UNREADABLE) from error


def _process_data(look: Look, ticket_id: int) -> dict[str, str]:
    """Empty for a ticket that is in no process."""
    standing = standing_of(look, ticket_id)
    if standing is None:
        return {}
    return {
        "ProcessEntityID": standing.process.entity_id,
        "ProcessName": standing.process.name,
        "ActivityEntityID": standing.activity.entity_id,
        "ActivityName": standing.activity.name,
    }


OPERATIONS = (
    Operation("GET", "/api/customer/ticket/id/{TicketID}", ticket_by_id),
    Operation("GET", "/api/customer/ticket/number/{TicketNumber}", ticket_by_number),
)
