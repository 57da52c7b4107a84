"""Tickets, and what is done with one."""

from collections.abc import AsyncIterator
from typing import Any

from typing_extensions import Unpack

from polydesk_client._async.lists import all_pages, one_page
from polydesk_client._async.transport import AsyncTransport
from polydesk_client.answers import Answer, Page
from polydesk_client.models import Ticket
from polydesk_client.parameters import NewTicket, TicketChanges, TicketList

TICKETS = "/api/v1/tickets"


class Tickets:
    """Where an id is wanted, a ticket number (as text) does as well.

    `etag` is that of a ticket which was read: a change is then refused if somebody else was faster.
    """

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def page(self, **wanted: Unpack[TicketList]) -> Page[Ticket]:
        return await one_page(self._transport, TICKETS, Ticket, wanted)

    def iterate(self, **wanted: Unpack[TicketList]) -> AsyncIterator[Ticket]:
        """All that match, fetched page by page while they are read."""
        return all_pages(self._transport, TICKETS, Ticket, wanted)

    async def get(self, ticket: int | str) -> Ticket:
        return _ticket(await self._transport.call("GET", f"{TICKETS}/{ticket}"))

    async def create(self, title: str, queue_id: int, **fields: Unpack[NewTicket]) -> Ticket:
        body = {**fields, "title": title, "queue_id": queue_id}
        return _ticket(await self._transport.call("POST", TICKETS, body=body))

    async def update(self, ticket: int | str, *, etag: str | None = None, **fields: Unpack[TicketChanges]) -> Ticket:
        path = f"{TICKETS}/{ticket}"
        return _ticket(await self._transport.call("PUT", path, body=dict(fields), headers=_if_match(etag)))

    async def delete(self, ticket: int | str, *, etag: str | None = None) -> None:
        """Close it and put it into the archive; it stays readable by its id."""
        await self._transport.call("DELETE", f"{TICKETS}/{ticket}", headers=_if_match(etag))

    async def assign(self, ticket: int | str, user_id: int, *, comment: str | None = None) -> Ticket:
        """Make this agent owner and responsible."""
        return await self._act(ticket, "assign", {"assigned_to": user_id, "comment": comment})

    async def close(self, ticket: int | str, *, resolution: str = "successful", comment: str | None = None) -> Ticket:
        """`successful`, `resolved` and `fixed` close successfully, any other resolution unsuccessfully."""
        return await self._act(ticket, "close", {"resolution": resolution, "comment": comment})

    async def reopen(self, ticket: int | str, *, reason: str | None = None) -> Ticket:
        return await self._act(ticket, "reopen", {"reason": reason})

    async def set_priority(self, ticket: int | str, priority_id: int, *, comment: str | None = None) -> Ticket:
        return await self._act(ticket, "priority", {"priority_id": priority_id, "comment": comment})

    async def move(self, ticket: int | str, queue_id: int, *, comment: str | None = None) -> Ticket:
        return await self._act(ticket, "queue", {"queue_id": queue_id, "comment": comment})

    async def _act(self, ticket: int | str, action: str, sent: dict[str, Any]) -> Ticket:
        body = {key: value for key, value in sent.items() if value is not None}
        answer = await self._transport.call("POST", f"{TICKETS}/{ticket}/{action}", body=body)
        return _ticket(answer)


def _ticket(answer: Answer) -> Ticket:
    ticket = Ticket.model_validate(answer.data)
    ticket.etag = answer.etag
    return ticket


def _if_match(etag: str | None) -> dict[str, str]:
    return {"If-Match": etag} if etag else {}
