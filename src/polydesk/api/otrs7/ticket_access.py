"""Finding a ticket for the customer who calls: what is not there and what is not theirs are the same answer."""

from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import forbidden
from polydesk.desk.tickets.queries import find_ticket_id, list_tickets
from polydesk.kernel.db import AnyRow


def readable_ticket(call: Call, key: int | str) -> AnyRow:
    """The ticket with this id, or with this number if it is a text. Raises Refused with 403."""
    look = call.look()
    ticket_id = find_ticket_id(look, key) if isinstance(key, str) else key
    row = list_tickets(look, [ticket_id]).get(ticket_id) if ticket_id else None
    if row is None:
        raise forbidden()
    return row
