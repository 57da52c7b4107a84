"""Tickets to be read: the list, and one of them."""

from typing import Annotated

from fastapi import APIRouter, Response

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.etags import with_etag
from polydesk.api.gotrs.paging import Pages
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.api.gotrs.ticket_filters import TicketFilters
from polydesk.api.gotrs.ticket_ids import find_ticket
from polydesk.api.gotrs.ticket_list import Listings, check_queues, list_page
from polydesk.api.gotrs.ticket_schema import Ticket
from polydesk.api.gotrs.ticket_shape import ticket_shape
from polydesk.desk.tickets.queries import show_ticket
from polydesk.kernel.errors import NotFound

router = APIRouter(tags=["Tickets"])


@router.get("/api/v1/tickets", response_model=PageOf[Ticket], responses=refusals(403))
def list_tickets(
    call: Annotated[Call, needs("tickets:read")], filters: TicketFilters, paging: Pages, listing: Listings
) -> Response:
    """The tickets in the queues an agent may read, or those of a customer and their companies.

    By pages, or from each page to the next by its `next_cursor`, which misses and repeats none while tickets come in.
    """
    check_queues(call)
    return list_page(call, filters.criteria(call.look()), paging, listing)


@router.get(
    "/api/v1/tickets/{ticket_id}", response_model=Success[Ticket], responses=refusals(403, 404, takes_input=False)
)
def get_ticket(call: Annotated[Call, needs("tickets:read")], ticket_id: str) -> Response:
    """One ticket, by its id or its number. The ETag is for `If-Match`."""
    look = call.look()
    row = show_ticket(look, find_ticket(look, ticket_id))
    if row is None:
        raise NotFound("ticket", id=ticket_id)
    return with_etag(ok(ticket_shape(look, row, article_count=row.article_count)), row)
