"""Links between tickets, made by the other's number and taken away again."""

from starlette.responses import Response

from polydesk.desk.tickets.link import link_tickets, unlink_tickets
from polydesk.desk.tickets.queries import find_ticket_id
from polydesk.kernel.errors import Forbidden, NotFound
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket import show_ticket_page

NORMAL, PARENT, CHILD = "normal", "parent", "child"
"""What the other ticket is to this one."""


def link(page: Page) -> Response:
    """A number that is none, or of a ticket this agent may not change, is refused beside its input."""
    ticket_id = page.request.path_params["id"]
    other = find_ticket_id(page.look(), page.text("number").strip())
    if other is None or other == ticket_id:
        return show_ticket_page(page, error="link")
    try:
        with page.work() as work:
            source, target = (other, ticket_id) if page.text("as") == PARENT else (ticket_id, other)
            is_family = page.text("as") in (PARENT, CHILD)
            link_tickets(work, source, target, kind="ParentChild" if is_family else "Normal")
    except Forbidden:
        return show_ticket_page(page, error="link")
    return page.go(f"/tickets/{ticket_id}")


def unlink(page: Page) -> Response:
    ticket_id = page.request.path_params["id"]
    other = find_ticket_id(page.look(), page.text("number"))
    if other is None:
        raise NotFound("ticket")
    with page.work() as work:
        unlink_tickets(work, ticket_id, other, kind=page.text("kind", "Normal"))
    return page.go(f"/tickets/{ticket_id}")


PAGES = (
    ("POST", "/tickets/{id:int}/links", link),
    ("POST", "/tickets/{id:int}/links/remove", unlink),
)
