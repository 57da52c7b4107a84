"""Queues: section 5.6 of the specification."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.inputs import AS_WHOLE, STORABLE, EntryId, Name
from polydesk.api.gotrs.paging import Pages
from polydesk.api.gotrs.queue_shape import Queue, QueueStats, queue_shape, stats_shape
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.api.gotrs.ticket_filters import TicketFilters
from polydesk.api.gotrs.ticket_list import Listings, list_page
from polydesk.api.gotrs.ticket_schema import Ticket
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.queues.create import NewQueue, create_queue
from polydesk.desk.queues.details import check_readable, find_queue, list_queues
from polydesk.desk.queues.models import FOLLOW_UP_POSSIBLE
from polydesk.desk.search.criteria import IdKey
from polydesk.desk.statistics.counts import count_by_queue

router = APIRouter(tags=["Queues"])
Reading = Annotated[Call, needs("queues:read", Role.AGENT)]
FIRST_GROUP = 1
TRUE = frozenset(("1", "true", "yes"))


@router.get("/api/v1/queues", response_model=Success[list[Queue]], responses=refusals(403, takes_input=False))
def get_queues(
    call: Reading,
    valid: Annotated[str | None, Query(description="1 or 2; anything else is all")] = None,
    include_stats: Annotated[str | None, Query(description="true: with counts of tickets")] = None,
) -> Response:
    """The queues the caller may read, by name."""
    look = call.look()
    rows = list_queues(look, valid=int(valid) if valid in ("1", "2") else None)
    wants_stats = (include_stats or "").lower() in TRUE
    counts = count_by_queue(look, [row.id for row in rows]) if wants_stats else {}
    return ok([queue_shape(look, row, counts.get(row.id)) for row in rows])


class QueueWish(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Hardware", "group_id": 1, "comments": "Everything that can be dropped"}]
        }
    )

    name: Name
    group_id: EntryId | None = Field(None, description="1 unless given")
    system_address_id: EntryId | None = None
    salutation_id: EntryId | None = None
    signature_id: EntryId | None = None
    unlock_timeout: Annotated[int, Field(strict=True, ge=0, le=10_000_000), AS_WHOLE] = Field(
        0, description="Minutes; 0 for never"
    )
    follow_up_id: EntryId = Field(FOLLOW_UP_POSSIBLE, description="1: possible, 2: rejected, 3: makes a new ticket")
    follow_up_lock: Annotated[bool, Field(strict=True)] | Annotated[int, Field(strict=True, ge=0, le=1), AS_WHOLE] = 0
    comments: Annotated[str, Field(max_length=10_000), STORABLE] | None = None
    comment: Annotated[str, Field(max_length=10_000), STORABLE] | None = Field(None, description="The same as comments")
    group_access: list[EntryId] = Field(
        [], max_length=100, description="A queue belongs to one group: that of group_id"
    )

    @model_validator(mode="after")
    def _one_group(self) -> "QueueWish":
        if self.group_id is None:
            self.group_id = self.group_access[0] if self.group_access else FIRST_GROUP
        return self

    def as_new_queue(self) -> NewQueue:
        return NewQueue(
            name=self.name.strip(),
            group_id=self.group_id or FIRST_GROUP,
            system_address_id=self.system_address_id,
            salutation_id=self.salutation_id,
            signature_id=self.signature_id,
            unlock_timeout=self.unlock_timeout,
            follow_up=self.follow_up_id,
            follow_up_lock=int(self.follow_up_lock),
            comment=self.comments or self.comment or "",
        )


@router.post("/api/v1/queues", status_code=201, response_model=Success[Queue], responses=refusals(403, 409))
def post_queue(call: Annotated[Call, needs("admin:queues", Role.ADMIN)], wish: QueueWish) -> Response:
    if set(wish.group_access) - {wish.group_id}:
        raise Refused(400, "Invalid queue request: a queue belongs to one group")
    with call.work() as work:
        queue_id = create_queue(work, wish.as_new_queue())
        shape = queue_shape(work, find_queue(work, queue_id))
    return ok(shape, status=201, message="Queue created")


@router.get("/api/v1/queues/{queue_id}", response_model=Success[Queue], responses=refusals(403, 404))
def get_queue(call: Reading, queue_id: int) -> Response:
    look = call.look()
    return ok(queue_shape(look, find_queue(look, queue_id)))


@router.get("/api/v1/queues/{queue_id}/tickets", response_model=PageOf[Ticket], responses=refusals(403, 404))
def get_queue_tickets(
    call: Annotated[Call, needs("tickets:read", Role.AGENT)],
    queue_id: int,
    filters: TicketFilters,
    paging: Pages,
    listing: Listings,
) -> Response:
    """The list of tickets, for one queue; what else narrows lists does so here as well."""
    look = call.look()
    check_readable(look, queue_id)
    criteria = filters.criteria(look)
    return list_page(
        call, replace(criteria, ids={**criteria.ids, IdKey.QUEUE: frozenset((queue_id,))}), paging, listing
    )


@router.get("/api/v1/queues/{queue_id}/stats", response_model=Success[QueueStats], responses=refusals(403, 404))
def get_queue_stats(call: Reading, queue_id: int) -> Response:
    """Counts of the tickets in one queue that are not archived."""
    look = call.look()
    check_readable(look, queue_id)
    counts = count_by_queue(look, [queue_id])[queue_id]
    return ok(stats_shape(queue_id, look.config(Catalogue).queues[queue_id].name, counts))
