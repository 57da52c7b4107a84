"""Webhooks: section 8.2 of the specification, and what it leaves out. Only for those who run the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from polydesk.api.gotrs.answers import ok, page
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, desk_of, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.paging import Pages
from polydesk.api.gotrs.schemas import PageOf, Success, refusals
from polydesk.api.gotrs.webhook_schema import (
    WARNING,
    MadeWebhook,
    NewSecret,
    NewWebhook,
    RotatedSecret,
    Webhook,
    WebhookChange,
    stamp,
    webhook_shape,
)
from polydesk.desk.poster import TargetRefused, rules_of
from polydesk.desk.webhooks.names import EVENT_NAMES
from polydesk.desk.webhooks.outgoing import make_ping, note_outcome
from polydesk.desk.webhooks.webhooks import (
    change_webhook,
    create_webhook,
    delete_webhook,
    find_webhook,
    list_webhooks,
    rotate_secret,
)
from polydesk.kernel.errors import Invalid

router = APIRouter(tags=["Webhooks"])
Administering = Annotated[Call, needs("admin:webhooks", Role.ADMIN)]
PATH = "/api/v1/admin/webhooks"
ONE = PATH + "/{webhook_id}"
LARGEST_ID = 2**63 - 1
_FIELDS = {"queue_ids": "filters.queue_ids"}


class EventList(BaseModel):
    events: list[str]


class PingResult(BaseModel):
    """`status_code` is null when nobody answered."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"delivery_id": 118, "delivered": True, "status_code": 204, "response_time": 31, "error": None}
            ]
        }
    )

    delivery_id: int
    delivered: bool
    status_code: int | None
    response_time: int
    error: str | None


class GoneWebhook(BaseModel):
    id: int


@router.get(PATH, response_model=PageOf[Webhook], responses=refusals(403, takes_input=False))
def get_webhooks(call: Administering, paging: Pages) -> Response:
    """All webhooks, by id."""
    entries, total = list_webhooks(call.look(), offset=paging.offset, limit=paging.per_page)
    return page([webhook_shape(one) for one in entries], paging, total)


@router.post(PATH, status_code=201, response_model=Success[MadeWebhook], responses=refusals(403, 409))
def post_webhook(call: Administering, sent: NewWebhook) -> Response:
    """Tell a receiver of events from now on. The answer is the only one that shows the secret it signs with."""
    _check_target(call, sent.url)
    with _named(), call.work() as work:
        webhook_id, secret = create_webhook(work, sent.as_wish())
        shape = webhook_shape(find_webhook(work, webhook_id))
    return ok({**shape, "secret": secret, "warning": WARNING}, status=201, message="Webhook created")


@router.get(PATH + "/events", response_model=Success[EventList], responses=refusals(403, takes_input=False))
def get_webhook_events(_call: Administering) -> Response:
    """The names of all events."""
    return ok({"events": sorted(EVENT_NAMES)})


@router.get(ONE, response_model=Success[Webhook], responses=refusals(403, 404))
def get_webhook(call: Administering, webhook_id: int) -> Response:
    return ok(webhook_shape(find_webhook(call.look(), known(webhook_id))))


@router.put(ONE, response_model=Success[Webhook], responses=refusals(403, 404, 409))
def put_webhook(call: Administering, webhook_id: int, sent: WebhookChange) -> Response:
    """Only what is sent changes. Made active, it begins anew: earlier failures count no more."""
    find_webhook(call.look(), known(webhook_id))
    if sent.url is not None:
        _check_target(call, sent.url)
    with _named(), call.work() as work:
        change_webhook(work, webhook_id, sent.as_wish())
        shape = webhook_shape(find_webhook(work, webhook_id))
    return ok(shape, message="Webhook updated")


@router.delete(ONE, response_model=Success[GoneWebhook], responses=refusals(403, 404))
def delete_one_webhook(call: Administering, webhook_id: int) -> Response:
    """With its delivery log. What still waited is not sent."""
    with call.work() as work:
        delete_webhook(work, known(webhook_id))
    return ok({"id": webhook_id}, message="Webhook deleted")


@router.post(ONE + "/rotate-secret", response_model=Success[RotatedSecret], responses=refusals(403, 404))
def post_webhook_secret(call: Administering, webhook_id: int, sent: NewSecret | None = None) -> Response:
    """A new secret, shown in this answer only. For a while deliveries are signed with the old one as well."""
    with _named(), call.work() as work:
        secret, until = rotate_secret(work, known(webhook_id), sent.secret if sent else None)
    return ok({"id": webhook_id, "secret": secret, "warning": WARNING, "old_secret_expires_at": stamp(until)})


@router.post(ONE + "/test", response_model=Success[PingResult], responses=refusals(403, 404))
def post_webhook_test(call: Administering, webhook_id: int) -> Response:
    """Send a `ping` now, once, whether the webhook is active or not, and say how it went."""
    with call.work() as work:
        parcel = make_ping(work, known(webhook_id))
    outcome = desk_of(call.request).webhook_poster().post(parcel)
    with call.work() as work:
        note_outcome(work, parcel, outcome, is_last=True)
    result = {
        "delivery_id": parcel.delivery_id,
        "delivered": outcome.is_delivered,
        "status_code": outcome.status,
        "response_time": outcome.milliseconds,
        "error": outcome.error or None,
    }
    return ok(result)


def known(number: int) -> int:
    """Raises Refused for what can be no id."""
    if not 0 < number <= LARGEST_ID:
        raise Refused(404, "Webhook not found")
    return number


@contextmanager
def _named() -> Iterator[None]:
    """What the desk says is wrong, by the name the caller gave it."""
    try:
        yield
    except Invalid as error:
        if error.code != "webhook.value":
            raise
        field = str(error.details["field"])
        raise Refused(400, f"Invalid request: invalid {_FIELDS.get(field, field)}") from None


def _check_target(call: Call, url: str) -> None:
    """Raises Refused with 400. Names are looked up, so nothing is open meanwhile."""
    rules = rules_of(call.look())
    try:
        desk_of(call.request).webhook_poster().check(url, rules)
    except TargetRefused as refused:
        raise Refused(400, f"Invalid url: {refused.details['reason']}") from None
