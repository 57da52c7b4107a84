"""Search: section 5.8 of the specification."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.paging import Pages
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.api.gotrs.ticket_filters import TicketFilters
from polydesk.api.gotrs.ticket_list import Listings, list_page
from polydesk.api.gotrs.ticket_schema import TICKET_EXAMPLE, Ticket
from polydesk.api.gotrs.ticket_shape import ticket_shape
from polydesk.desk.people.find_agents import find_agents
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.find_articles import find_articles
from polydesk.desk.search.list_tickets import Part, list_page_of_tickets
from polydesk.desk.search.suggest import suggest
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look

router = APIRouter(tags=["Search"])
Searching = Annotated[Call, needs("tickets:read")]
Asked = Annotated[str | None, Query(description="What to look for", examples=["printer"])]
SHORTEST_SUGGESTION = 2


class FoundTicket(Ticket):
    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [{**TICKET_EXAMPLE, "type": "ticket"}]})

    type: str = "ticket"


class FoundUser(BaseModel):
    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    full_name: str
    name: str
    type: str = "user"


class FoundArticle(BaseModel):
    id: int
    article_id: int
    ticket_id: int
    ticket_number: str
    title: str
    subject: str
    snippet: str
    sender: str
    created_at: datetime
    type: str = "article"


class FoundCounts(BaseModel):
    tickets: int
    users: int = 0
    articles: int


class Found(BaseModel):
    query: str
    tickets: list[FoundTicket]
    users: list[FoundUser] | None = None
    articles: list[FoundArticle]
    counts: FoundCounts


class Suggestions(Success[list[str]]):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "success": True,
                    "data": ["Printer on floor 3"],
                    "query": "pri",
                    "type": "ticket",
                    "suggestions": ["Printer on floor 3"],
                }
            ]
        }
    )

    query: str
    type: str
    suggestions: list[str]


@router.get("/api/v1/search", response_model=Success[Found], responses=refusals(403))
def search_everything(call: Searching, paging: Pages, q: Asked = None, query: Asked = None) -> Response:
    """Tickets, articles and, for agents, agents, as far as a token may read them. `counts` are those of all that was
    found, shown or not.
    """
    text, look, caller = _asked(q, query), call.look(), call.caller
    finds_users = caller.role is not Role.CUSTOMER and caller.may("users:read")
    found = {
        "tickets": _tickets(look, text, paging.per_page),
        "articles": _articles(look, text, paging.per_page) if caller.may("articles:read") else ([], 0),
        **({"users": _users(look, text, paging.per_page)} if finds_users else {}),
    }
    shown = {kind: items for kind, (items, _) in found.items()}
    return ok({"query": text, **shown, "counts": {kind: total for kind, (_, total) in found.items()}})


@router.get("/api/v1/search/tickets", response_model=PageOf[Ticket], responses=refusals(403))
def search_tickets(
    call: Searching, filters: TicketFilters, paging: Pages, listing: Listings, q: Asked = None, query: Asked = None
) -> Response:
    """Tickets with these words anywhere, or with this as a part of the title or number; archived ones only if asked."""
    text = _asked(q, query)
    return list_page(call, replace(filters.criteria(call.look()), meant=text), paging, listing)


@router.get("/api/v1/search/suggestions", response_model=Suggestions, responses=refusals(403))
def get_suggestions(call: Searching, q: Asked = None, query: Asked = None) -> Response:
    """Up to ten titles and numbers of tickets; those that begin with the text come first."""
    text = _asked(q, query)
    found = suggest(call.look(), text) if len(text) >= SHORTEST_SUGGESTION else []
    return ok(found, query=text, type="ticket", suggestions=found)


@router.get("/api/v1/search/users", response_model=Success[dict[str, Any]], responses=refusals(403))
def search_users(
    call: Annotated[Call, needs("users:read", Role.AGENT)], paging: Pages, q: Asked = None, query: Asked = None
) -> Response:
    text = _asked(q, query)
    users, total = _users(call.look(), text, paging.per_page)
    return ok({"users": users, "total": total, "query": text})


def _asked(*given: str | None) -> str:
    """Raises Refused with 400 if nothing is asked for."""
    text = next((cleaned for one in given if one and (cleaned := storable(one).strip())), "")
    if not text:
        raise Refused(400, "Search query required")
    return text


def _tickets(look: Look, text: str, limit: int) -> tuple[list[dict[str, Any]], int]:
    listed = list_page_of_tickets(look, TicketCriteria(meant=text, archived=False), Part(limit=limit))
    return [{**ticket_shape(look, row), "type": "ticket"} for row in listed.rows], listed.total


def _users(look: Look, text: str, limit: int) -> tuple[list[dict[str, Any]], int]:
    found = find_agents(look, text)
    shown = [
        {
            "id": one.id,
            "login": one.login,
            "email": one.email,
            "first_name": one.first_name,
            "last_name": one.last_name,
            "full_name": one.full_name,
            "name": one.full_name,
            "type": "user",
        }
        for one in found[:limit]
    ]
    return shown, len(found)


def _articles(look: Look, text: str, limit: int) -> tuple[list[dict[str, Any]], int]:
    rows, total = find_articles(look, text, limit=limit)
    shown = [
        {
            "id": row.id,
            "article_id": row.id,
            "ticket_id": row.ticket_id,
            "ticket_number": row.number,
            "title": row.title,
            "subject": row.subject,
            "snippet": row.beginning,
            "sender": row.sender,
            "created_at": moment(row.create_time),
            "type": "article",
        }
        for row in rows
    ]
    return shown, total
