"""The same done to many tickets."""

from collections.abc import Sequence
from typing import Any

from polydesk_client._async.transport import AsyncTransport
from polydesk_client.bulk_result import BulkResult, OnProgress, Progress, portions


class Bulk:
    """Each ticket is changed or refused on its own: see the result's `succeeded` and `failed`.

    Tickets are sent `at_once` at a time; `progress` is called after each portion.
    """

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def assign(
        self,
        ticket_ids: Sequence[int],
        user_id: int,
        *,
        comment: str | None = None,
        at_once: int = 100,
        progress: OnProgress | None = None,
    ) -> BulkResult:
        return await self._run("assign", ticket_ids, {"assigned_to": user_id, "comment": comment}, at_once, progress)

    async def close(
        self,
        ticket_ids: Sequence[int],
        *,
        resolution: str = "successful",
        comment: str | None = None,
        at_once: int = 100,
        progress: OnProgress | None = None,
    ) -> BulkResult:
        return await self._run("close", ticket_ids, {"resolution": resolution, "comment": comment}, at_once, progress)

    async def set_priority(
        self,
        ticket_ids: Sequence[int],
        priority_id: int,
        *,
        comment: str | None = None,
        at_once: int = 100,
        progress: OnProgress | None = None,
    ) -> BulkResult:
        sent = {"priority_id": priority_id, "comment": comment}
        return await self._run("priority", ticket_ids, sent, at_once, progress)

    async def move(
        self,
        ticket_ids: Sequence[int],
        queue_id: int,
        *,
        comment: str | None = None,
        at_once: int = 100,
        progress: OnProgress | None = None,
    ) -> BulkResult:
        return await self._run("queue", ticket_ids, {"queue_id": queue_id, "comment": comment}, at_once, progress)

    async def _run(
        self, action: str, ticket_ids: Sequence[int], sent: dict[str, Any], at_once: int, progress: OnProgress | None
    ) -> BulkResult:
        result, total = BulkResult(), len(set(ticket_ids))
        fields = {key: value for key, value in sent.items() if value is not None}
        for ids in portions(ticket_ids, at_once):
            body = {**fields, "ticket_ids": ids}
            answer = await self._transport.call("POST", f"/api/v1/tickets/bulk/{action}", body=body)
            result.add(answer.data)
            if progress is not None:
                progress(Progress(len(result.outcomes), total, result))
        return result
