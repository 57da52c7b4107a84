"""What the command palette offers besides the links of the page: tickets, by number or words, or one's latest."""

from starlette.responses import Response

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.list_tickets import Part, SortKey, list_page_of_tickets
from polydesk.web.agent.page import Page

MOST, LONGEST = 8, 200


def offers(page: Page) -> Response:
    text = page.parameter("q").strip().lstrip("#")[:LONGEST]
    look = page.look()
    own = frozenset({page.agent.id})
    criteria = TicketCriteria(named=text) if text else TicketCriteria(assigned_to=own)
    sort = SortKey.CREATED if text else SortKey.UPDATED
    listed = list_page_of_tickets(look, criteria, Part(limit=MOST, sort=sort))
    return page.show("agent/palette_tickets.html", tickets=listed.rows, text=text, catalogue=look.config(Catalogue))


PAGES = (("GET", "/palette", offers),)
