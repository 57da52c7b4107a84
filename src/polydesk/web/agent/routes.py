"""The table of pages: each area names its own."""

from collections.abc import Callable

from starlette.responses import Response

from polydesk.web.admin import routes as admin
from polydesk.web.agent import (
    account,
    account_factors,
    account_passkeys,
    bulk,
    dashboard,
    list_choices,
    list_filters,
    new_ticket,
    notices,
    oidc_sign_in,
    overview,
    palette,
    passkey_sign_in,
    presence,
    search,
    second_step,
    sign_in,
    ticket_pages,
)
from polydesk.web.agent.page import View
from polydesk.web.agent.visit import Visit

PAGES: tuple[tuple[str, str, View], ...] = (
    ("POST", "/logout", sign_in.sign_out),
    *overview.PAGES,
    *list_choices.PAGES,
    *list_filters.PAGES,
    *bulk.PAGES,
    *new_ticket.PAGES,
    *search.PAGES,
    *palette.PAGES,
    *presence.PAGES,
    *account.PAGES,
    *account_factors.PAGES,
    *account_passkeys.PAGES,
    *dashboard.PAGES,
    *notices.PAGES,
    *ticket_pages.PAGES,
    *admin.PAGES,
)
VISITS: tuple[tuple[str, str, Callable[[Visit], Response]], ...] = (
    *sign_in.VISITS,
    *second_step.VISITS,
    *passkey_sign_in.VISITS,
    *oidc_sign_in.VISITS,
)
"""What is there for whoever is not signed in."""
UNATTENDED = frozenset(("/views/counts", presence.PATH))
"""What pages ask for by themselves: no sign that anybody is there, so it keeps no session alive."""
