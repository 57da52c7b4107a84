"""Whom a note may mention, while its name is being typed."""

from starlette.responses import JSONResponse, Response

from polydesk.desk.tickets.mentions import list_mentionable
from polydesk.kernel.errors import Forbidden
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_found import find_ticket

_OFFERED = 8
_LONGEST = 60


def offer(page: Page) -> Response:
    """For a small script: it shows them as text."""
    look = page.look()
    found = find_ticket(page, look)
    if "note" not in found.rights:
        raise Forbidden("right_missing", right="note")
    agents = list_mentionable(look, found.row, page.parameter("q")[:_LONGEST], limit=_OFFERED)
    return JSONResponse([{"login": one.login, "name": one.full_name} for one in agents])


PAGES = (("GET", "/tickets/{id:int}/mentions", offer),)
