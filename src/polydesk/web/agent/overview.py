"""Lists of tickets."""

from starlette.responses import Response

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.list_tickets import Part, list_page_of_tickets
from polydesk.web.agent.page import Page

PER_PAGE = 50


def home(page: Page) -> Response:
    look = page.look()
    listed = list_page_of_tickets(look, TicketCriteria(archived=False), Part(limit=PER_PAGE))
    return page.show("agent/overview.html", tickets=listed.rows, total=listed.total, catalogue=look.config(Catalogue))


PAGES = (("GET", "/", home),)
