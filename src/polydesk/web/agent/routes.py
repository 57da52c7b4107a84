"""The table of pages: each area names its own."""

from polydesk.web.admin import routes as admin
from polydesk.web.agent import (
    account,
    bulk,
    dashboard,
    list_choices,
    new_ticket,
    overview,
    palette,
    presence,
    search,
    sign_in,
    ticket_pages,
)
from polydesk.web.agent.page import View

PAGES: tuple[tuple[str, str, View], ...] = (
    ("POST", "/logout", sign_in.sign_out),
    *overview.PAGES,
    *list_choices.PAGES,
    *bulk.PAGES,
    *new_ticket.PAGES,
    *search.PAGES,
    *palette.PAGES,
    *presence.PAGES,
    *account.PAGES,
    *dashboard.PAGES,
    *ticket_pages.PAGES,
    *admin.PAGES,
)
UNATTENDED = frozenset(("/views/counts", presence.PATH))
"""What pages ask for by themselves: no sign that anybody is there, so it keeps no session alive."""
