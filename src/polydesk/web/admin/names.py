"""What fields offer while somebody types: names of entries of which there may be very many."""

from starlette.responses import Response

from polydesk.desk.configuration.suggestions import suggest_entries
from polydesk.web.agent.page import Page

MOST, LONGEST = 20, 200


def names(page: Page) -> Response:
    """`of` names the field whose text is sent along."""
    text = page.parameter(page.parameter("of")).strip()[:LONGEST]
    found = suggest_entries(page.look(), page.request.path_params["section"], text, limit=MOST)
    return page.show("admin/names.html", found=found)


PAGES = (("GET", "/admin/names/{section}", names),)
