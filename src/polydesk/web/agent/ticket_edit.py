"""Changing a ticket in place: one property at a time, and the buttons of its head."""

from collections.abc import Callable, Mapping

from starlette.responses import Response

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.queries import show_ticket
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.watch import unwatch_ticket, watch_ticket
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.work import Work
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket import head_context, show_ticket_page
from polydesk.web.agent.ticket_fields import PREFIX, named_field, set_field
from polydesk.web.agent.ticket_found import find_ticket
from polydesk.web.agent.ticket_properties import PROPERTIES


def change_property(page: Page) -> Response:
    """What cannot be taken is shown beside the input, which keeps it."""
    name = page.request.path_params["name"]
    try:
        with page.work() as work:
            _change(work, page, name)
    except Invalid as error:
        return _answer(page, change=name, error=error.code)
    return _answer(page)


def _change(work: Work, page: Page, name: str) -> None:
    ticket_id = page.request.path_params["id"]
    if name.startswith(PREFIX):
        field = named_field(work, name)
        set_field(work, load_ticket(work, ticket_id, "rw"), field, page)
        return
    known = PROPERTIES.get(name)
    if known is None or not known.is_used(work):
        raise NotFound("property", name=name)
    ticket = load_ticket(work, ticket_id, known.right)
    let_finish(work, ticket)  # the customer's company goes with the customer, the pending time with the state
    known.apply(work, ticket, page)


def _answer(page: Page, *, change: str = "", error: str = "") -> Response:
    ticket_id = page.request.path_params["id"]
    look = page.look()
    if show_ticket(look, ticket_id) is None:
        return page.go("/")  # moved to where this agent sees nothing
    if page.is_partial:
        context = head_context(page, look, find_ticket(page, look), change=change, error=error)
        return page.show("agent/ticket_changed.html", 422 if error else 200, **context)
    return show_ticket_page(page, change=change, error=error) if error else page.go(f"/tickets/{ticket_id}")


def _lock(work: Work, ticket: Ticket, page: Page) -> None:
    """Whoever locks a ticket takes it."""
    let_finish(work, ticket)
    set_lock(work, ticket.id, _lock_named(work, "lock"))
    assign_owner(work, ticket.id, page.agent.id)


def _unlock(work: Work, ticket: Ticket, _page: Page) -> None:
    set_lock(work, ticket.id, _lock_named(work, "unlock"))


def _lock_named(work: Work, name: str) -> int:
    found = work.config(Catalogue).locks.named(name)
    if found is None:
        raise NotFound("lock", name=name)
    return found.id


_ACTIONS: Mapping[str, tuple[str, Callable[[Work, Ticket, Page], object]]] = {
    "lock": ("rw", _lock),
    "unlock": ("rw", _unlock),
    "watch": ("ro", lambda work, ticket, page: watch_ticket(work, ticket.id, page.agent.id)),
    "unwatch": ("ro", lambda work, ticket, page: unwatch_ticket(work, ticket.id, page.agent.id)),
    "archive": ("rw", lambda work, ticket, _page: set_archived(work, ticket.id, True)),
    "unarchive": ("rw", lambda work, ticket, _page: set_archived(work, ticket.id, False)),
}
"""By the name of the button: the right it needs, and what it does."""


def act(page: Page) -> Response:
    right, action = _ACTIONS.get(page.text("action"), ("", None))
    if action is None:
        raise NotFound("action")
    with page.work() as work:
        action(work, load_ticket(work, page.request.path_params["id"], right), page)
    return _answer(page)


PAGES = (
    ("POST", "/tickets/{id:int}/properties/{name}", change_property),
    ("POST", "/tickets/{id:int}/actions", act),
)
