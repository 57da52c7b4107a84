"""Saved searches: section 5.8 of the specification."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.inputs import STORABLE, Name, PlainObject, is_plain
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.paging import Pages
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.api.gotrs.ticket_list import Listings, list_page
from polydesk.api.gotrs.ticket_schema import Ticket
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.saved import Saved, Search, delete_saved, find_saved, list_saved, save_search

router = APIRouter(tags=["Search"])
Searching = Annotated[Call, needs("tickets:read")]
LARGEST_FILTERS, DEEPEST_FILTERS = 10_000, 8
_FILTERS = (
    f"Together with parameters {LARGEST_FILTERS} characters of JSON at most, {DEEPEST_FILTERS} objects and lists deep"
)
_EXAMPLE: dict[str, Any] = {
    "id": 3,
    "name": "Printers",
    "query": "printer",
    "filters": {"status": "open"},
    "type": "TicketSearch",
    "is_public": False,
    "user_id": 12,
    "created_at": "2026-03-01T08:00:00Z",
    "updated_at": "2026-03-01T08:00:00Z",
}


class SavedSearch(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: int
    name: str
    query: str
    filters: dict[str, Any]
    type: str
    is_public: bool
    user_id: int | None = Field(description="The owner")
    created_at: datetime
    updated_at: datetime


class SavedSearches(Success[list[SavedSearch]]):
    searches: list[SavedSearch]
    total: int


class SearchWish(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Printers", "query": "printer", "filters": {"status": "open"}}]}
    )

    name: Annotated[Name, Field(min_length=1)]
    query: Annotated[str, Field(max_length=1000), STORABLE] | None = Field(None, description="What to look for")
    parameters: PlainObject | None = Field(None, description="Instead of query and filters, as one object")
    filters: PlainObject = Field({}, description=_FILTERS)
    type: Annotated[str, Field(max_length=40), STORABLE] = "TicketSearch"
    is_public: bool = Field(False, strict=True)

    @model_validator(mode="after")
    def _has_something(self) -> "SearchWish":
        if not self.name.strip() or not (self.query or self.parameters):
            raise ValueError("nothing to look for")
        both = [self.filters, self.parameters or {}]  # not put together: the same name may stand in either
        if not is_plain(both, most_characters=LARGEST_FILTERS, depth=DEEPEST_FILTERS + 1):
            raise ValueError("filters")
        return self

    def as_search(self) -> Search:
        parameters = self.parameters or {}
        asked = self.query or parameters.get("query") or parameters.get("q") or ""
        return Search(
            name=self.name.strip(),
            query=asked if isinstance(asked, str) else "",
            filters={**parameters, **self.filters},
            kind=self.type,
            is_public=self.is_public,
        )


@router.get("/api/v1/search/saved", response_model=SavedSearches, responses=refusals(403, takes_input=False))
def get_saved_searches(call: Searching) -> Response:
    """The caller's own and the public ones, by name."""
    shown = [_shape(one) for one in list_saved(call.look())]
    return ok(shown, searches=shown, total=len(shown))


@router.post("/api/v1/search/saved", status_code=201, response_model=Success[SavedSearch], responses=refusals(403))
def post_saved_search(call: Searching, wish: SearchWish) -> Response:
    """Keep a search. One the caller has under the same name is replaced."""
    with call.work() as work:
        saved = find_saved(work, save_search(work, wish.as_search()))
    return ok(_shape(saved), status=201, message="Search saved")


@router.get("/api/v1/search/saved/{search_id}", response_model=Success[SavedSearch], responses=refusals(403, 404))
def get_saved_search(call: Searching, search_id: int) -> Response:
    return ok(_shape(find_saved(call.look(), search_id)))


@router.delete("/api/v1/search/saved/{search_id}", responses=refusals(403, 404))
def delete_saved_search(call: Searching, search_id: int) -> Response:
    with call.work() as work:
        delete_saved(work, search_id)
    return ok({"id": search_id}, message="Search deleted")


@router.post("/api/v1/search/saved/{search_id}/execute", response_model=PageOf[Ticket], responses=refusals(403, 404))
def execute_saved_search(call: Searching, search_id: int, paging: Pages, listing: Listings) -> Response:
    """What it finds now, for the caller, whoever keeps it."""
    saved = find_saved(call.look(), search_id)
    if not saved.search.query:
        raise Refused(400, "This search has no text to look for")
    return list_page(call, TicketCriteria(meant=saved.search.query, archived=False), paging, listing)


def _shape(saved: Saved) -> dict[str, Any]:
    return {
        "id": saved.id,
        "name": saved.search.name,
        "query": saved.search.query,
        "filters": dict(saved.search.filters),
        "type": saved.search.kind,
        "is_public": saved.search.is_public,
        "user_id": saved.owner_id,
        "created_at": moment(saved.create_time),
        "updated_at": moment(saved.change_time),
    }
