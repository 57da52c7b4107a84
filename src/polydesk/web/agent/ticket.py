"""The page of one ticket: its head, its articles, and what stands beside them."""

from typing import Any

from starlette.responses import Response

from polydesk.desk.people.contact_card import find_contact
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.changes import newest_entry
from polydesk.desk.tickets.drafts import list_drafts
from polydesk.desk.tickets.merged_into import MERGED, main_number
from polydesk.desk.tickets.neighbours import is_watching, list_linked_tickets, list_open_tickets_of
from polydesk.kernel.work import Look
from polydesk.web.agent.page import Page
from polydesk.web.agent.seen import note_seen
from polydesk.web.agent.ticket_articles import thread
from polydesk.web.agent.ticket_facts import facts, has_setting, is_locked
from polydesk.web.agent.ticket_found import Found, find_ticket, number_in
from polydesk.web.agent.ticket_held import held
from polydesk.web.agent.ticket_process import stand_of


def show(page: Page) -> Response:
    """`change` opens the form of a property, `beyond` shows the articles that follow one."""
    response = show_ticket_page(page, change=page.parameter("change"))
    note_seen(page, int(page.request.path_params["id"]))
    return response


def show_ticket_page(page: Page, *, change: str = "", error: str = "") -> Response:
    look = page.look()
    since = newest_entry(look)
    found = find_ticket(page, look)
    row = found.row
    context = head_context(page, look, found, change=change, error=error) | {
        "since": since,
        "thread": thread(page, look, found, beyond=number_in(page, "beyond")),
        "contact": find_contact(look, row.customer_user) if row.customer_user else None,
        "others": list_open_tickets_of(look, row.customer_user, without=row.id),
        "links": list_linked_tickets(look, row.id),
        "link_error": error == "link",
        "unmerge_error": error == "unmerge",
        "held": held(look, found) if "note" in found.rights else (),
        "drafts": list_drafts(look, row.id) if "note" in found.rights else (),
        "stand": stand_of(look, row),
        "main_number": main_number(look, row.id) if _is_merged(look, row.state_id) else None,
    }
    return page.show("agent/ticket.html", 422 if error else 200, **context)


def _is_merged(look: Look, state_id: int) -> bool:
    return look.config(Catalogue).states[state_id].type == MERGED


def head_context(page: Page, look: Look, found: Found, *, change: str = "", error: str = "") -> dict[str, Any]:
    """What the head and the properties show, which change together."""
    watches = has_setting(look, "Ticket::Watcher")
    return {
        "found": found,
        "facts": facts(page, look, found, change=change, error=error),
        "catalogue": look.config(Catalogue),
        "is_locked": is_locked(look, found.row),
        "is_watching": is_watching(look, found.row.id, page.agent.id) if watches else None,
        "has_archive": has_setting(look, "Ticket::ArchiveSystem"),
    }


def properties(page: Page) -> Response:
    """The head and the properties alone, for HTMX, perhaps with a form open."""
    change = page.parameter("change")
    if not page.is_partial:
        return show_ticket_page(page, change=change)
    look = page.look()
    context = head_context(page, look, find_ticket(page, look), change=change)
    return page.show("agent/ticket_changed.html", **context)


PAGES = (
    ("GET", "/tickets/{id:int}", show),
    ("GET", "/tickets/{id:int}/properties", properties),
)
