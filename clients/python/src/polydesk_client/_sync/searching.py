"""Finding things by words."""

from collections.abc import Iterator, Mapping
from typing import Any

from typing_extensions import Unpack

from polydesk_client._sync.lists import all_pages, one_page
from polydesk_client._sync.transport import Transport
from polydesk_client.answers import Page
from polydesk_client.models import Found, SavedSearch, Ticket
from polydesk_client.parameters import TicketList

SEARCH = "/api/v1/search"


class Search:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def everything(self, query: str, *, limit: int = 20) -> Found:
        """Tickets, articles and people, at most `limit` of each."""
        answer = self._transport.call("GET", SEARCH, params={"q": query, "limit": limit})
        return Found.model_validate(answer.data)

    def tickets_page(self, query: str, **wanted: Unpack[TicketList]) -> Page[Ticket]:
        return one_page(self._transport, f"{SEARCH}/tickets", Ticket, {**wanted, "q": query})

    def tickets(self, query: str, **wanted: Unpack[TicketList]) -> Iterator[Ticket]:
        """By titles, numbers, and the articles the caller may read."""
        return all_pages(self._transport, f"{SEARCH}/tickets", Ticket, {**wanted, "q": query})

    def suggestions(self, query: str) -> list[str]:
        return list((self._transport.call("GET", f"{SEARCH}/suggestions", params={"q": query})).data)

    def saved(self) -> list[SavedSearch]:
        """The caller's own, and those others made public."""
        answer = self._transport.call("GET", f"{SEARCH}/saved")
        return [SavedSearch.model_validate(one) for one in answer.data]

    def save(
        self, name: str, query: str, *, filters: Mapping[str, Any] | None = None, is_public: bool = False
    ) -> SavedSearch:
        """One of the same name is replaced."""
        body = {"name": name, "query": query, "filters": dict(filters or {}), "is_public": is_public}
        return SavedSearch.model_validate((self._transport.call("POST", f"{SEARCH}/saved", body=body)).data)
