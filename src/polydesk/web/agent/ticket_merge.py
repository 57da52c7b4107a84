"""Merging tickets: finding the other one while typing, seeing all of them side by side, and doing it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.other_tickets import other_tickets
from polydesk.desk.tickets.access import may
from polydesk.desk.tickets.merge import merge_all
from polydesk.desk.tickets.merged_into import standing_ticket
from polydesk.desk.tickets.queries import count_articles_of, find_ticket_id, list_tickets
from polydesk.desk.tickets.unmerge import unmerge_ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.web.agent.list_request import read_id
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket import show_ticket_page
from polydesk.web.agent.ticket_found import find_ticket

PATH = "/tickets/merge"
MOST = 20
"""Tickets in one go; each is looked at before."""


def choose(page: Page) -> Response:
    """Into which? A whole number leads on at once, also one of a merged ticket; other words are looked for."""
    look = page.look()
    found = find_ticket(page, look)
    typed = page.parameter("number").strip()
    other = find_ticket_id(look, typed.lstrip("#")) if typed and not page.is_partial else None
    other = standing_ticket(look, other) if other else None
    if other and other != found.row.id:
        return page.go(confirm_path([found.row.id, other], main=other))
    offers = [(one, confirm_path([found.row.id, one.id], main=one.id)) for one in other_tickets(look, found.row, typed)]
    context: dict[str, Any] = {"found": found, "offers": offers, "typed": typed, "catalogue": look.config(Catalogue)}
    return page.show("agent/ticket_merge_offers.html" if page.is_partial else "agent/ticket_merge.html", **context)


def numbers(page: Page) -> Response:
    """What stands under the input for another ticket's number while somebody types there."""
    look = page.look()
    found = find_ticket(page, look)
    return page.show("agent/ticket_numbers.html", offers=other_tickets(look, found.row, page.parameter("number")))


def confirm(page: Page) -> Response:
    return _confirm(page, page.request.query_params.getlist("ticket"), page.parameter("main"))


def merge(page: Page) -> Response:
    """All in one go or not at all."""
    sent = [one for one in page.form.getlist("ticket") if isinstance(one, str)]
    ids, main = _ids(sent), read_id(page.text("main"))
    if main not in ids or len(ids) < 2:
        return _confirm(page, sent, "", error="main")
    try:
        with page.work() as work:
            merge_all(work, ids, main)
    except Invalid as error:
        return _confirm(page, sent, str(main), error=error.code)
    return page.go(f"/tickets/{main}")


def unmerge(page: Page) -> Response:
    """What cannot be done is told on the ticket."""
    ticket_id = page.request.path_params["id"]
    try:
        with page.work() as work:
            unmerge_ticket(work, ticket_id)
    except (Invalid, Conflict):
        return show_ticket_page(page, error="unmerge")
    return page.go(f"/tickets/{ticket_id}")


def confirm_path(ids: Sequence[int], *, main: int | None = None) -> str:
    """Too many are told of there, not in an address of any length."""
    chosen = [("main", str(main))] if main else []
    return f"{PATH}?{urlencode([*(('ticket', str(one)) for one in ids[: MOST + 1]), *chosen])}"


def _confirm(page: Page, sent: Sequence[str], main: str, *, error: str = "") -> Response:
    """What one may not see is not shown; the oldest goes on unless another was chosen."""
    look, ids = page.look(), _ids(sent)
    rows = sorted(list_tickets(look, ids).values(), key=lambda row: row.id)
    chosen = read_id(main) if main else 0
    goes_on = chosen if chosen in {row.id for row in rows} else next((row.id for row in rows), 0)
    return page.show(
        "agent/ticket_merge_confirm.html",
        422 if error else 200,
        rows=rows,
        goes_on=goes_on,
        missing=len(ids) - len(rows),
        kept_back=[row for row in rows if not may(look, row, "rw")],
        counts=count_articles_of(look, [row.id for row in rows]),
        customers=_customers(rows),
        catalogue=look.config(Catalogue),
        error=error,
    )


def _customers(rows: Sequence[AnyRow]) -> set[str]:
    return {row.customer_user.casefold() for row in rows}


def _ids(sent: Sequence[str]) -> list[int]:
    ids = list(dict.fromkeys(read_id(one) for one in sent))
    if len(ids) > MOST:
        raise Invalid("merge.too_many", most=MOST)
    return ids


PAGES = (
    ("GET", "/tickets/{id:int}/merge", choose),
    ("GET", "/tickets/{id:int}/numbers", numbers),
    ("GET", PATH, confirm),
    ("POST", PATH, merge),
    ("POST", "/tickets/{id:int}/unmerge", unmerge),
)
