"""Ticket::TicketSearch: specification of the Generic Interface, section 3.5."""

from typing import Any

from polydesk.api.generic_interface.auth import authenticate
from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.search_wire import read_search
from polydesk.desk.search.search_tickets import search_tickets


def ticket_search(call: Call) -> dict[str, Any]:
    """Ids as texts, newest first unless asked otherwise; an empty object when nothing was found."""
    actor = authenticate(call)
    if actor is None:
        call.refuse("AuthFail", "Authorization failing!")
    look = call.desk.look(actor)
    wanted = read_search(look, call.object, guide=call.guide)
    found = search_tickets(look, wanted.criteria, limit=wanted.limit, order=wanted.order) if wanted else []
    return {"TicketID": [str(ticket_id) for ticket_id in found]} if found else {}
