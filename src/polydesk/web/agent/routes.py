"""The table of pages: each area names its own."""

from collections.abc import Callable

from starlette.responses import Response

from polydesk.web.agent import new_ticket, overview, search, sign_in, ticket_pages
from polydesk.web.agent.page import Page

View = Callable[[Page], Response]
PAGES: tuple[tuple[str, str, View], ...] = (
    ("POST", "/logout", sign_in.sign_out),
    *overview.PAGES,
    *new_ticket.PAGES,
    *ticket_pages.PAGES,
    *search.PAGES,
)
