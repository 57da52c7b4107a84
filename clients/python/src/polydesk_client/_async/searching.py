"""Finding things by words."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from typing_extensions import Unpack

from polydesk_client._async.lists import all_pages, one_page
from polydesk_client._async.transport import AsyncTransport
from polydesk_client.answers import Page
from polydesk_client.models import Found, SavedSearch, Ticket
from polydesk_client.parameters import TicketList

SEARCH = "/api/v1/search"


class Search:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def everything(self, query: str, *, limit: int = 20) -> Found:
        """Tickets, articles and people, at most `limit` of each."""
        answer = await self._transport.call("GET", SEARCH, params={"q": query, "limit": limit})
        return Found.model_validate(answer.data)

    async def tickets_page(self, query: str, **wanted: Unpack[TicketList]) -> Page[Ticket]:
        return await one_page(self._transport, f"{SEARCH}/tickets", Ticket, {**wanted, "q": query})

    def tickets(self, query: str, **wanted: Unpack[TicketList]) -> AsyncIterator[Ticket]:
        """By titles, numbers, and the articles the caller may read."""
        return all_pages(self._transport, f"{SEARCH}/tickets", Ticket, {**wanted, "q": query})

    async def suggestions(self, query: str) -> list[str]:
        return list((await self._transport.call("GET", f"{SEARCH}/suggestions", params={"q": query})).data)

    async def saved(self) -> list[SavedSearch]:
        """The caller's own, and those others made public."""
        answer = await self._transport.call("GET", f"{SEARCH}/saved")
        return [SavedSearch.model_validate(one) for one in answer.data]

    async def save(
        self, name: str, query: str, *, filters: Mapping[str, Any] | None = None, is_public: bool = False
    ) -> SavedSearch:
        """One of the same name is replaced."""
        body = {"name": name, "query": query, "filters": dict(filters or {}), "is_public": is_public}
        return SavedSearch.model_validate((await self._transport.call("POST", f"{SEARCH}/saved", body=body)).data)
