"""What the command palette offers besides the links of the page: tickets, by number or words, or one's latest."""

from starlette.responses import Response

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.list_tickets import Part, SortKey, list_page_of_tickets
from polydesk.web.admin.areas import Place
from polydesk.web.admin.routes import AREAS
from polydesk.web.agent.page import Page

MOST, LONGEST = 8, 200
MOST_PLACES = 5


def offers(page: Page) -> Response:
    text = page.parameter("q").strip().lstrip("#")[:LONGEST]
    look = page.look()
    own = frozenset({page.agent.id})
    criteria = TicketCriteria(named=text) if text else TicketCriteria(assigned_to=own)
    sort = SortKey.CREATED if text else SortKey.UPDATED
    listed = list_page_of_tickets(look, criteria, Part(limit=MOST, sort=sort, is_counted=False))
    return page.show(
        "agent/palette_tickets.html",
        tickets=listed.rows,
        text=text,
        catalogue=look.config(Catalogue),
        places=_places(page, text) if text and page.may_administer else (),
    )


def _places(page: Page, text: str) -> list[Place]:
    """Pages of administration in whose names the words are, in the reader's language or in English."""
    words = text.lower().split()
    known = (place for area in AREAS for place in area.places)
    found = (
        one for one in known if all(word in f"{one.name} {page.texts.gettext(one.name)}".lower() for word in words)
    )
    return list(found)[:MOST_PLACES]


def dialogs(page: Page) -> Response:
    """The palette and the help on keys, which a page fetches when they are wanted: without scripts they are nothing."""
    return page.show("agent/palette.html")


PAGES = (
    ("GET", "/palette", offers),
    ("GET", "/palette/dialogs", dialogs),
)
