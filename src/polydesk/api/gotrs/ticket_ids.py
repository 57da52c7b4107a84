"""Which ticket a path means: the id, or the ticket number, which people have at hand."""

from polydesk.desk.tickets.queries import find_ticket_id
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

LONGEST_NUMBER = 50
MOST_DIGITS_OF_AN_ID = 10
"""Ticket numbers are longer, ids never get that far; what is between the two can only be a number."""


def find_ticket(look: Look, text: str) -> int:
    """The id of the ticket this path names.

    Digits that could be an id are taken as one, without a look into the database: whoever loads the ticket finds out
    whether there is any. Raises NotFound.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise NotFound("ticket", id=text[:LONGEST_NUMBER])
    if len(text) <= MOST_DIGITS_OF_AN_ID:
        return int(text)
    found = find_ticket_id(look, text)
    if found is None:
        raise NotFound("ticket", number=text)
    return found
