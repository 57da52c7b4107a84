"""The delivery log of a webhook, and asking for deliveries again."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.moments import read_moment
from polydesk.api.gotrs.paging import Pages, Paging
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.api.gotrs.webhook_schema import stamp
from polydesk.api.gotrs.webhooks import LARGEST_ID, ONE, known
from polydesk.desk.webhooks.deliveries import (
    STATES,
    DeliveryFilter,
    DeliveryPage,
    count_states,
    find_delivery,
    list_deliveries,
    replay,
    replay_failed,
)
from polydesk.kernel.db import AnyRow
from polydesk.kernel.storable import storable

router = APIRouter(tags=["Webhooks"])
Administering = Annotated[Call, needs("admin:webhooks", Role.ADMIN)]
LOG = ONE + "/deliveries"
ENTRY = LOG + "/{delivery_id}"
_SHOWN: dict[str, Any] = {
    "id": 118,
    "webhook_id": 3,
    "event": "ticket.created",
    "event_id": "6f1c9a52-8a44-4f0e-9d7c-1c1c0f5f6f10",
    "ticket_id": 7,
    "state": "failed",
    "attempts": 13,
    "status_code": 500,
    "error": "the receiver answered 500",
    "next_attempt_at": None,
    "delivered_at": None,
    "created_at": "2026-03-01T08:00:00Z",
}


class Delivery(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    id: int = Field(description="Comes with each try, as X-Webhook-Delivery")
    webhook_id: int
    event: str
    event_id: str = Field(description="The same for all webhooks that are told of the event")
    ticket_id: int | None
    state: str = Field(description="pending, delivered or failed")
    attempts: int = Field(description="Since it was made, or was last asked for again")
    status_code: int | None = Field(description="Of the last answer; null when nobody answered")
    error: str | None
    next_attempt_at: datetime | None
    delivered_at: datetime | None
    created_at: datetime


class Attempt(BaseModel):
    at: datetime
    status_code: int | None
    response_time: int = Field(description="Milliseconds")
    error: str | None
    response: str = Field(description="How the answer began")


class DeliveryDetails(Delivery):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_SHOWN,
                    "payload": '{"event":"ticket.created","id":"6f1c9a52-8a44-4f0e-9d7c-1c1c0f5f6f10"}',
                    "tries": [
                        {
                            "at": "2026-03-01T08:00:01Z",
                            "status_code": 500,
                            "response_time": 31,
                            "error": "the receiver answered 500",
                            "response": "out of order",
                        }
                    ],
                }
            ]
        }
    )

    payload: str = Field(description="The body of each try, to the byte")
    tries: list[Attempt] = Field(description="All, also those before it was asked for again")


class ReplayWish(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"since": "2026-03-01T08:00:00Z"}]})

    since: str | None = Field(None, max_length=40, description="Made then or later; all without")


class ReplayResult(BaseModel):
    replayed: int


class DeliveryStats(BaseModel):
    pending: int
    delivered: int
    failed: int


@router.get(LOG, response_model=PageOf[Delivery], responses=refusals(403, 404))
def get_deliveries(
    call: Administering,
    webhook_id: int,
    paging: Pages,
    state: Annotated[str | None, Query(description="pending, delivered or failed")] = None,
    event: Annotated[str | None, Query(max_length=60, description="The name of an event")] = None,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before: what follows it")] = None,
) -> Response:
    """The newest first."""
    if state and state not in STATES:
        raise Refused(400, "Invalid state")
    before = _parse_cursor(cursor) if cursor else None
    listed = list_deliveries(
        call.look(),
        known(webhook_id),
        DeliveryFilter(state=state or None, event=storable(event) if event else None),
        limit=paging.per_page,
        offset=paging.offset if before is None else 0,
        before=before,
    )
    return ok([_shape(row) for row in listed.rows], pagination=_pagination(listed, paging, before))


@router.get(ENTRY, response_model=Success[DeliveryDetails], responses=refusals(403, 404))
def get_delivery(call: Administering, webhook_id: int, delivery_id: int) -> Response:
    """With its payload and every try."""
    row, attempts = find_delivery(call.look(), known(webhook_id), known(delivery_id))
    tries = [
        {
            "at": stamp(one.create_time),
            "status_code": one.status,
            "response_time": one.milliseconds,
            "error": one.error or None,
            "response": one.answer,
        }
        for one in attempts
    ]
    return ok({**_shape(row), "payload": row.body, "tries": tries})


@router.post(ENTRY + "/replay", status_code=202, response_model=Success[ReplayResult], responses=refusals(403, 404))
def post_replay(call: Administering, webhook_id: int, delivery_id: int) -> Response:
    """Send it again, with the same bytes, whatever became of it before."""
    with call.work() as work:
        replay(work, known(webhook_id), known(delivery_id))
    return ok({"replayed": 1}, status=202, message="Delivery queued")


@router.post(LOG + "/replay", status_code=202, response_model=Success[ReplayResult], responses=refusals(403, 404))
def post_replay_failed(call: Administering, webhook_id: int, wish: ReplayWish | None = None) -> Response:
    """Send all that failed again."""
    since = _moment(wish.since) if wish and wish.since else None
    with call.work() as work:
        count = replay_failed(work, known(webhook_id), since)
    return ok({"replayed": count}, status=202, message="Deliveries queued")


@router.get(ONE + "/stats", response_model=Success[DeliveryStats], responses=refusals(403, 404))
def get_webhook_stats(call: Administering, webhook_id: int) -> Response:
    """How many deliveries are in which state."""
    return ok(count_states(call.look(), known(webhook_id)))


def _moment(text: str) -> datetime:
    found = read_moment(text)
    if found is None:
        raise Refused(400, "Invalid since")
    return found


def _pagination(listed: DeliveryPage, paging: Paging, before: int | None) -> dict[str, Any]:
    described = paging.described(listed.total)
    if before is not None:
        described |= {"has_next": listed.has_more, "has_prev": True}
    return {**described, "next_cursor": _dump_cursor(listed.rows[-1].id) if listed.has_more else None}


def _dump_cursor(delivery_id: int) -> str:
    return urlsafe_b64encode(str(delivery_id).encode()).decode()


def _parse_cursor(text: str) -> int:
    """Raises Refused: a list that began anew without a word would never end."""
    try:
        found = urlsafe_b64decode(text.encode()).decode("ascii")
    except (binascii.Error, ValueError):
        found = ""
    if not (found.isdigit() and len(found) < 20 and 0 < int(found) <= LARGEST_ID):
        raise Refused(400, "Invalid cursor")
    return int(found)


def _shape(row: AnyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "webhook_id": row.webhook_id,
        "event": row.event,
        "event_id": row.event_id,
        "ticket_id": row.ticket_id,
        "state": row.state,
        "attempts": row.attempts,
        "status_code": row.status,
        "error": row.error or None,
        "next_attempt_at": stamp(row.next_try_at) if row.state == STATES[0] else None,
        "delivered_at": stamp(row.delivered_at),
        "created_at": stamp(row.create_time),
    }
