"""Lists of tickets, by pages and by cursors: everything that lists tickets lists them like this."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Query, Response

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.call import Call
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.paging import Paging
from polydesk.api.gotrs.ticket_shape import ticket_shape
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.list_tickets import Listed, Part, Place, SortKey, list_page_of_tickets
from polydesk.desk.tickets.access import readable_queues
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look

LARGEST_ID = 2**63 - 1
_SORTS = {key.value: key for key in SortKey}


@dataclass(frozen=True, slots=True)
class Listing:
    """How a list is wanted. A cursor knows the order it belongs to; another one given beside it is not heard."""

    sort: SortKey = SortKey.CREATED
    is_down: bool = True
    after: Place | None = None
    include: frozenset[str] = frozenset()


def list_page(
    call: Call, criteria: TicketCriteria, paging: Paging, listing: Listing = Listing(), **beside: Any
) -> Response:
    """What is given `beside` is added to each ticket."""
    look = call.look()
    part = Part(
        limit=paging.per_page,
        offset=0 if listing.after else paging.offset,
        sort=listing.sort,
        is_down=listing.is_down,
        after=listing.after,
        counts_articles="article_count" in listing.include,
        with_last_article="last_article" in listing.include and call.caller.may("articles:read"),
    )
    listed = list_page_of_tickets(look, criteria, part)
    tickets = [{**_shape(look, row, part), **beside} for row in listed.rows]
    return ok(tickets, pagination=_pagination(listed, listing, paging))


def check_queues(call: Call) -> None:
    """Raises Refused for agents who may read no queue at all."""
    actor = call.caller.actor
    if isinstance(actor, AgentActor) and not readable_queues(call.look(), actor.id):
        raise Refused(403, "You do not have access to any queues", code="core:forbidden")


def _shape(look: Look, row: Any, part: Part) -> dict[str, Any]:
    shape = ticket_shape(look, row, article_count=row.article_count if part.counts_articles else None)
    if part.with_last_article:
        is_there = row.last_created is not None
        last = {"subject": row.last_subject, "created_at": moment(row.last_created)} if is_there else None
        shape["last_article"] = last
    return shape


def _pagination(listed: Listed, listing: Listing, paging: Paging) -> dict[str, Any]:
    described = paging.described(listed.total)
    if listing.after:
        described |= {"has_next": listed.has_more, "has_prev": True}
    cursor = _dump_cursor(listing, listed.end) if listed.end and listed.has_more else None
    return {**described, "next_cursor": cursor}


def _dump_cursor(listing: Listing, end: Place) -> str:
    value = end.value.isoformat() if isinstance(end.value, datetime) else end.value
    return urlsafe_b64encode(msgspec.json.encode([listing.sort.value, listing.is_down, value, end.ticket_id])).decode()


def _parse_cursor(text: str) -> tuple[SortKey, bool, Place]:
    """Raises Refused: a list that began anew without a word would never end."""
    try:
        sort, is_down, value, ticket_id = msgspec.json.decode(
            urlsafe_b64decode(text.encode()), type=tuple[str, bool, str | int, int]
        )
        key = _SORTS[sort]
        by_number = key is SortKey.PRIORITY
        if isinstance(value, int) is not by_number or not 0 < ticket_id <= LARGEST_ID:
            raise ValueError(text)
        return key, is_down, Place(_sort_value(key, value), ticket_id)
    except (msgspec.MsgspecError, binascii.Error, KeyError, ValueError) as error:
        raise Refused(400, "Invalid cursor") from error


def _sort_value(key: SortKey, value: str | int) -> str | int | datetime:
    if isinstance(value, int):
        return max(-LARGEST_ID, min(value, LARGEST_ID))
    if key in (SortKey.CREATED, SortKey.UPDATED):
        return datetime.fromisoformat(value).replace(tzinfo=None)
    return storable(value)


def _listing(
    sort: Annotated[str | None, Query(description="created, updated, priority, tn or title")] = None,
    sort_by: Annotated[str | None, Query(description="The same as sort, which wins")] = None,
    order: Annotated[str | None, Query(description="asc or desc; anything else counts as desc")] = None,
    sort_order: Annotated[str | None, Query(description="The same as order, which wins")] = None,
    include: Annotated[
        str | None, Query(description="What to add, separated by commas: article_count, last_article")
    ] = None,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before: what follows it")] = None,
) -> Listing:
    included = frozenset((include or "").split(","))
    if cursor:
        return Listing(*_parse_cursor(cursor), included)
    return Listing(_SORTS.get(sort or sort_by or "", SortKey.CREATED), (order or sort_order) != "asc", None, included)


Listings = Annotated[Listing, Depends(_listing)]
