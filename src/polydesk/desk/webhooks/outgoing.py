"""The queue of deliveries: what is due, and what became of each.

A delivery stays pending until its outcome is noted, so a crash between sending and noting sends it again.
"""

import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, insert, or_, select, update

from polydesk.desk.audit.record import audit
from polydesk.desk.poster import Outcome, Parcel, rules_of
from polydesk.desk.webhooks.models import DELIVERED, FAILED, PENDING, Webhook, WebhookAttempt, WebhookDelivery
from polydesk.desk.webhooks.names import PING
from polydesk.desk.webhooks.payload import dumped, ping_document
from polydesk.desk.webhooks.webhooks import find_webhook
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work

LONGEST_PAUSE = timedelta(hours=4)
LONGEST_ERROR, LONGEST_ANSWER = 500, 2000
PING_GRACE = timedelta(minutes=5)
"""Who asks for a ping sends it. Were they to die, it would be sent after this."""
_HOOK = Webhook.metadata.tables["webhook"]
_DELIVERY = WebhookDelivery.metadata.tables["webhook_delivery"]
_ATTEMPT = WebhookAttempt.metadata.tables["webhook_attempt"]


def due_webhooks(look: Look, busy: Collection[int] = ()) -> list[int]:
    """Those for which a delivery is due, but for the busy ones."""
    due = exists().where(
        _DELIVERY.c.webhook_id == _HOOK.c.id, _DELIVERY.c.state == PENDING, _DELIVERY.c.next_try_at <= look.now
    )
    rested = or_(_HOOK.c.rests_until.is_(None), _HOOK.c.rests_until <= look.now)
    rows = select(_HOOK.c.id).where(_HOOK.c.is_active == 1, rested, _HOOK.c.id.not_in(busy), due)
    return list(look.connection.execute(rows.order_by(_HOOK.c.id)).scalars())


def next_parcel(look: Look, webhook_id: int) -> Parcel | None:
    """The oldest delivery that is due for this webhook."""
    due = (
        _HOOK.c.id == webhook_id,
        _HOOK.c.is_active == 1,
        or_(_HOOK.c.rests_until.is_(None), _HOOK.c.rests_until <= look.now),
        _DELIVERY.c.state == PENDING,
        _DELIVERY.c.next_try_at <= look.now,
    )
    return _parcel(look, *due)


def make_ping(work: Work, webhook_id: int) -> Parcel:
    """A delivery that only says hello, for the caller to send. Raises NotFound."""
    find_webhook(work, webhook_id)
    document = ping_document(work, webhook_id)
    row = insert(_DELIVERY).values(
        webhook_id=webhook_id,
        event=PING,
        event_id=document["id"],
        body=dumped(document, PING),
        state=PENDING,
        attempts=0,
        next_try_at=work.now + PING_GRACE,
        error="",
        create_time=work.now,
    )
    delivery_id = work.connection.execute(row.returning(_DELIVERY.c.id)).scalar_one()
    audit(work, "webhook.test", "webhook", webhook_id, new={"delivery_id": delivery_id})
    parcel = _parcel(work, _DELIVERY.c.id == delivery_id)
    assert parcel is not None  # it was made just now
    return parcel


def note_outcome(work: Work, parcel: Parcel, outcome: Outcome, *, is_last: bool = False) -> None:
    """Write down how a try went. `is_last`: it is not tried again, and a failure says nothing of the webhook."""
    hook = work.connection.execute(select(_HOOK).where(_HOOK.c.id == parcel.webhook_id).with_for_update()).first()
    mine = _DELIVERY.c.id == parcel.delivery_id
    row = work.connection.execute(select(_DELIVERY.c.attempts).where(mine)).first()
    if hook is None or row is None:
        return  # it was deleted meanwhile
    _note_attempt(work, parcel, outcome)
    pause = _pause(hook, row.attempts + 1, outcome)
    is_over = is_last or row.attempts >= _most_retries(work, hook)
    values: dict[str, Any] = {
        "attempts": row.attempts + 1,
        "status": outcome.status,
        "error": storable(outcome.error, LONGEST_ERROR),
    }
    if outcome.is_delivered:
        values |= {"state": DELIVERED, "delivered_at": work.now}
    elif is_over:
        values |= {"state": FAILED}
    else:
        values |= {"state": PENDING, "next_try_at": work.now + pause}
    work.connection.execute(update(_DELIVERY).where(mine).values(**values))
    if outcome.is_delivered or not is_last:
        _note_health(work, hook, outcome, pause)


def _note_attempt(work: Work, parcel: Parcel, outcome: Outcome) -> None:
    row = insert(_ATTEMPT).values(
        delivery_id=parcel.delivery_id,
        create_time=work.now,
        milliseconds=outcome.milliseconds,
        status=outcome.status,
        error=storable(outcome.error, LONGEST_ERROR),
        answer=storable(outcome.answer, LONGEST_ANSWER),
    )
    work.connection.execute(row)


def _note_health(work: Work, hook: AnyRow, outcome: Outcome, pause: timedelta) -> None:
    """Who does not answer at all has a rest, so that deliveries keep their order; who fails for days hears no more."""
    this = update(_HOOK).where(_HOOK.c.id == hook.id)
    if outcome.is_delivered:
        if hook.failing_since is not None:
            work.connection.execute(this.values(failing_since=None, failures=0, rests_until=None))
        return
    since = hook.failing_since or work.now
    is_silent = outcome.status is None
    failures = hook.failures + 1 if is_silent else 0
    work.connection.execute(
        this.values(failing_since=since, failures=failures, rests_until=work.now + pause if is_silent else None)
    )
    days = work.config(Settings)["Webhooks::DisableAfterDays"]
    if days and work.now - since >= timedelta(days=days):
        _disable(work, hook.id, f"nothing was taken for {days} days; the last error: {outcome.error}")


def _disable(work: Work, webhook_id: int, reason: str) -> None:
    shown = storable(reason, LONGEST_ERROR)
    values = {"is_active": 0, "disabled_reason": shown}
    work.connection.execute(update(_HOOK).where(_HOOK.c.id == webhook_id).values(**values))
    audit(work, "webhook.disable", "webhook", webhook_id, new={"reason": shown})
    work.configuration_changed()


def _most_retries(look: Look, hook: AnyRow) -> int:
    return int(look.config(Settings)["Webhooks::RetryCount"] if hook.retry_count is None else hook.retry_count)


def _pause(hook: AnyRow, attempts: int, outcome: Outcome) -> timedelta:
    """Twice as long each time, up to four hours, and up to half of it less, so that not all come back at once."""
    times = attempts if outcome.status is not None else hook.failures + 1
    whole = min(timedelta(seconds=hook.retry_interval) * (1 << min(times - 1, 20)), LONGEST_PAUSE)
    return whole - timedelta(milliseconds=secrets.randbelow(1 + whole // timedelta(milliseconds=2)))


def _parcel(look: Look, *which: Any) -> Parcel | None:
    row = look.connection.execute(
        select(
            _DELIVERY.c.id.label("delivery_id"),
            _DELIVERY.c.event,
            _DELIVERY.c.body,
            _HOOK.c.id.label("webhook_id"),
            _HOOK.c.url,
            _HOOK.c.timeout,
            _HOOK.c.headers,
            _HOOK.c.secret,
            _HOOK.c.old_secret,
            _HOOK.c.old_secret_until,
        )
        .join(_HOOK, _HOOK.c.id == _DELIVERY.c.webhook_id)
        .where(*which)
        .order_by(_DELIVERY.c.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    is_old_good = row.old_secret_until is not None and row.old_secret_until > look.now
    return Parcel(
        delivery_id=row.delivery_id,
        webhook_id=row.webhook_id,
        event=row.event,
        body=row.body.encode(),
        url=row.url,
        timeout=row.timeout,
        rules=rules_of(look),
        headers=row.headers,
        secrets=(row.secret, row.old_secret) if is_old_good else (row.secret,),
    )
