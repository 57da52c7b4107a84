"""Queues, what is in them, and how much."""

from collections.abc import Iterator

from typing_extensions import Unpack

from polydesk_client._sync.lists import all_pages, one_page
from polydesk_client._sync.transport import Transport
from polydesk_client.answers import Page
from polydesk_client.models import Queue, QueueStats, Ticket
from polydesk_client.parameters import QueueTickets

QUEUES = "/api/v1/queues"


class Queues:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def iterate(self) -> Iterator[Queue]:
        """Those the caller may see, by name."""
        return all_pages(self._transport, QUEUES, Queue, {})

    def get(self, queue_id: int) -> Queue:
        answer = self._transport.call("GET", f"{QUEUES}/{queue_id}")
        return Queue.model_validate(answer.data)

    def create(self, name: str, *, group_id: int = 1, comment: str = "") -> Queue:
        """For admins."""
        body = {"name": name, "group_id": group_id, "comment": comment}
        answer = self._transport.call("POST", QUEUES, body=body)
        return Queue.model_validate(answer.data)

    def stats(self, queue_id: int) -> QueueStats:
        answer = self._transport.call("GET", f"{QUEUES}/{queue_id}/stats")
        return QueueStats.model_validate(answer.data)

    def tickets_page(self, queue_id: int, **wanted: Unpack[QueueTickets]) -> Page[Ticket]:
        return one_page(self._transport, f"{QUEUES}/{queue_id}/tickets", Ticket, wanted)

    def tickets(self, queue_id: int, **wanted: Unpack[QueueTickets]) -> Iterator[Ticket]:
        return all_pages(self._transport, f"{QUEUES}/{queue_id}/tickets", Ticket, wanted)
