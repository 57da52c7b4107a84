"""Ticket::TicketDelete, which only the published guide has: section 3.5 of the OTOBO and Znuny REST API guides."""

from typing import Any

from polydesk.api.generic_interface.auth import authenticate
from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.errors import NO_ACCESS
from polydesk.api.generic_interface.operations.ticket_ids import as_id, ticket_ids
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.kernel.errors import Forbidden, NotFound


def ticket_delete(call: Call) -> dict[str, Any]:
    """Delete all of the tickets or, if the caller may not delete one of them, none."""
    actor = authenticate(call)
    if actor is None:
        call.refuse("AuthFail", "Authorization failing!")
    ids = [as_id(one) for one in ticket_ids(call)]
    with call.desk.work(actor) as work:
        for ticket_id in dict.fromkeys(ids):
            try:
                delete_ticket(work, ticket_id or 0)
            except (NotFound, Forbidden):
                call.refuse("AccessDenied", NO_ACCESS)
    return {}
