"""The delivery log: what a webhook was told, how that went, and asking for it again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from polydesk.desk.audit.record import audit
from polydesk.desk.webhooks.models import DELIVERED, FAILED, PENDING, WebhookAttempt, WebhookDelivery
from polydesk.desk.webhooks.webhooks import find_webhook
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look, Work

STATES = (PENDING, DELIVERED, FAILED)
_DELIVERY = WebhookDelivery.metadata.tables["webhook_delivery"]
_ATTEMPT = WebhookAttempt.metadata.tables["webhook_attempt"]
_SHOWN = [column for column in _DELIVERY.columns if column.name != "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFilter:
    """Which are wanted; what is None is not asked for."""

    state: str | None = None
    event: str | None = None
    ticket_id: int | None = None


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    rows: list[AnyRow]
    total: int
    has_more: bool


def list_deliveries(
    look: Look, webhook_id: int, wanted: DeliveryFilter, *, limit: int, offset: int = 0, before: int | None = None
) -> DeliveryPage:
    """The newest first, those `before` this id or from `offset` on; without their bodies. Raises NotFound."""
    conditions = _conditions(webhook_id, wanted)
    total = select(func.count()).select_from(_DELIVERY).where(*conditions)
    rows = select(*_SHOWN, total.scalar_subquery().label("total")).where(*conditions)
    if before is not None:
        rows = rows.where(_DELIVERY.c.id < before)
    ordered = rows.order_by(_DELIVERY.c.id.desc()).offset(offset).limit(limit + 1)
    found = list(look.connection.execute(ordered))
    if not found:
        find_webhook(look, webhook_id)
        return DeliveryPage([], look.connection.execute(total).scalar_one(), False)
    return DeliveryPage(found[:limit], found[0].total, len(found) > limit)


def find_delivery(look: Look, webhook_id: int, delivery_id: int) -> tuple[AnyRow, list[AnyRow]]:
    """With every try, the first one first. Raises NotFound."""
    mine = (_DELIVERY.c.id == delivery_id) & (_DELIVERY.c.webhook_id == webhook_id)
    row = look.connection.execute(select(_DELIVERY).where(mine)).first()
    if row is None:
        find_webhook(look, webhook_id)
        raise NotFound("webhook_delivery", id=delivery_id)
    attempts = select(_ATTEMPT).where(_ATTEMPT.c.delivery_id == delivery_id).order_by(_ATTEMPT.c.id)
    return row, list(look.connection.execute(attempts))


def replay(work: Work, webhook_id: int, delivery_id: int) -> None:
    """Send it again, with the same bytes, whatever became of it before. Raises NotFound."""
    find_delivery(work, webhook_id, delivery_id)
    _again(work, _DELIVERY.c.id == delivery_id)
    audit(work, "webhook.replay", "webhook", webhook_id, new={"delivery_id": delivery_id})


def replay_failed(work: Work, webhook_id: int, since: datetime | None) -> int:
    """Send all that failed again, or what was made since then of it. Returns how many those are."""
    find_webhook(work, webhook_id)
    failed = (_DELIVERY.c.webhook_id == webhook_id) & (_DELIVERY.c.state == FAILED)
    count = _again(work, failed if since is None else failed & (_DELIVERY.c.create_time >= since))
    shown = {"since": since.isoformat() if since else None, "deliveries": count}
    audit(work, "webhook.replay", "webhook", webhook_id, new=shown)
    return count


def count_states(look: Look, webhook_id: int) -> dict[str, int]:
    """How many deliveries are in which state. Raises NotFound."""
    find_webhook(look, webhook_id)
    rows = select(_DELIVERY.c.state, func.count()).where(_DELIVERY.c.webhook_id == webhook_id)
    found = {row[0]: row[1] for row in look.connection.execute(rows.group_by(_DELIVERY.c.state))}
    return {state: found.get(state, 0) for state in STATES}


def _again(work: Work, which: ColumnElement[bool]) -> int:
    values = {"state": PENDING, "attempts": 0, "next_try_at": work.now, "error": ""}
    return work.connection.execute(update(_DELIVERY).where(which).values(**values)).rowcount


def _conditions(webhook_id: int, wanted: DeliveryFilter) -> list[ColumnElement[bool]]:
    columns = _DELIVERY.c
    found = [
        columns.webhook_id == webhook_id,
        None if wanted.state is None else columns.state == wanted.state,
        None if wanted.event is None else columns.event == wanted.event,
        None if wanted.ticket_id is None else columns.ticket_id == wanted.ticket_id,
    ]
    return [one for one in found if one is not None]
