"""Making, changing and showing webhooks. Only those who run the desk get here."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from polydesk.desk.audit.record import audit
from polydesk.desk.webhooks.models import Webhook, WebhookAttempt, WebhookDelivery
from polydesk.desk.webhooks.wishes import MASK, WebhookWish, check_wish
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

SECRET_MARK = "whsec_"  # noqa: S105  how a secret begins, not one
RETRY_INTERVAL, TIMEOUT = 30, 10
_HOOK = Webhook.metadata.tables["webhook"]
_DELIVERY = WebhookDelivery.metadata.tables["webhook_delivery"]
_ATTEMPT = WebhookAttempt.metadata.tables["webhook_attempt"]


@dataclass(frozen=True, slots=True)
class WebhookEntry:
    """What may be shown of a webhook."""

    id: int
    name: str
    description: str
    url: str
    events: Sequence[str]
    queue_ids: Sequence[int]
    headers: Mapping[str, str]
    """Their values are masked."""
    retry_count: int | None
    retry_interval: int
    timeout: int
    is_active: bool
    disabled_reason: str
    failing_since: datetime | None
    old_secret_until: datetime | None
    create_time: datetime
    change_time: datetime


def list_webhooks(look: Look, *, offset: int, limit: int) -> tuple[list[WebhookEntry], int]:
    """By id, and how many there are in all."""
    total = select(func.count()).select_from(_HOOK)
    rows = select(_HOOK, total.scalar_subquery().label("total")).order_by(_HOOK.c.id).offset(offset).limit(limit)
    found = look.connection.execute(rows).all()
    count = found[0].total if found else look.connection.execute(total).scalar_one()
    return [_entry(row, look.now) for row in found], count


def find_webhook(look: Look, webhook_id: int) -> WebhookEntry:
    """Raises NotFound."""
    return _entry(_row(look, webhook_id), look.now)


def create_webhook(work: Work, wish: WebhookWish) -> tuple[int, str]:
    """Its id, and the secret it signs with, which nothing shows again. `wish` names it, its URL and its events."""
    check_wish(work, wish)
    secret = wish.secret or new_secret()
    agent = acting_agent_id(work.actor)
    values = {
        "description": "",
        "queue_ids": [],
        "headers": {},
        "retry_interval": RETRY_INTERVAL,
        "timeout": TIMEOUT,
        "is_active": 1,
        **_given(wish),
        "secret": secret,
    }
    stamps = {"create_time": work.now, "create_by": agent, "change_time": work.now, "change_by": agent}
    new = insert(_HOOK).values(**values, **stamps, old_secret="", disabled_reason="", failures=0)
    webhook_id = int(_written(work, new.returning(_HOOK.c.id), wish).scalar_one())
    audit(work, "webhook.create", "webhook", webhook_id, new=_told(find_webhook(work, webhook_id)))
    work.configuration_changed()
    return webhook_id, secret


def change_webhook(work: Work, webhook_id: int, wish: WebhookWish) -> None:
    """Made active, it begins anew: what failed before counts no more. Its secret is not changed here.

    Raises Invalid, too, where headers would go along to another host: what stands in them is for whom they were kept.
    """
    check_wish(work, wish)
    row, old = _row(work, webhook_id), find_webhook(work, webhook_id)
    if wish.url is not None and _host(wish.url) != _host(row.url) and _keeps_headers(wish, row.headers):
        raise Invalid("webhook.value", field="headers")
    values = _given(wish)
    if wish.headers is not None:
        kept = {name: row.headers.get(name, "") if value == MASK else value for name, value in wish.headers.items()}
        values["headers"] = {name: value for name, value in kept.items() if value}
    if wish.is_active:
        values |= {"disabled_reason": "", "failing_since": None, "failures": 0, "rests_until": None}
    stamps = {"change_time": work.now, "change_by": acting_agent_id(work.actor)}
    _written(work, update(_HOOK).where(_HOOK.c.id == webhook_id).values(**values, **stamps), wish)
    new = find_webhook(work, webhook_id)
    audit(work, "webhook.update", "webhook", webhook_id, old=_told(old), new=_told(new))
    work.configuration_changed()


def rotate_secret(work: Work, webhook_id: int, secret: str | None = None) -> tuple[str, datetime]:
    """The new secret, and until when deliveries are signed with the old one as well."""
    check_wish(work, WebhookWish(secret=secret))
    row, made = _row(work, webhook_id), secret or new_secret()
    until = work.now + timedelta(hours=work.config(Settings)["Webhooks::SecretOverlapHours"])
    values = {"secret": made, "old_secret": row.secret, "old_secret_until": until}
    stamps = {"change_time": work.now, "change_by": acting_agent_id(work.actor)}
    work.connection.execute(update(_HOOK).where(_HOOK.c.id == webhook_id).values(**values, **stamps))
    audit(work, "webhook.rotate_secret", "webhook", webhook_id, new={"old_secret_until": until.isoformat()})
    return made, until


def delete_webhook(work: Work, webhook_id: int) -> None:
    """With its delivery log; what still waited is not sent."""
    old = find_webhook(work, webhook_id)
    own = select(_DELIVERY.c.id).where(_DELIVERY.c.webhook_id == webhook_id)
    work.connection.execute(delete(_ATTEMPT).where(_ATTEMPT.c.delivery_id.in_(own)))
    work.connection.execute(delete(_DELIVERY).where(_DELIVERY.c.webhook_id == webhook_id))
    work.connection.execute(delete(_HOOK).where(_HOOK.c.id == webhook_id))
    audit(work, "webhook.delete", "webhook", webhook_id, old=_told(old))
    work.configuration_changed()


def _host(url: str) -> str:
    """With its scheme and port, as they are written."""
    return "/".join(url.lower().split("/")[:3])


def _keeps_headers(wish: WebhookWish, known: Mapping[str, str]) -> bool:
    return bool(known) if wish.headers is None else any(wish.headers.get(name) == MASK for name in known)


def new_secret() -> str:
    return SECRET_MARK + secrets.token_hex(32)


def _given(wish: WebhookWish) -> dict[str, Any]:
    values = {name: value for name, value in asdict(wish).items() if value is not None and name != "secret"}
    for name in ("events", "queue_ids"):
        if name in values:
            values[name] = list(dict.fromkeys(values[name]))
    if "is_active" in values:
        values["is_active"] = int(values["is_active"])
    return values


def _written(work: Work, statement: Any, wish: WebhookWish) -> Any:
    """Names are all that may be there already. The transaction is over then."""
    try:
        return work.connection.execute(statement)
    except IntegrityError:
        raise Conflict("webhook.name_taken", name=wish.name) from None


def _row(look: Look, webhook_id: int) -> AnyRow:
    row = look.connection.execute(select(_HOOK).where(_HOOK.c.id == webhook_id)).first()
    if row is None:
        raise NotFound("webhook", id=webhook_id)
    return row


def _entry(row: AnyRow, now: datetime) -> WebhookEntry:
    is_old_good = row.old_secret_until is not None and row.old_secret_until > now
    values = {name: row._mapping[name] for name in WebhookEntry.__slots__}
    return WebhookEntry(
        **values
        | {
            "headers": dict.fromkeys(row.headers, MASK),
            "is_active": bool(row.is_active),
            "old_secret_until": row.old_secret_until if is_old_good else None,
        }
    )


def _told(entry: WebhookEntry) -> dict[str, Any]:
    """For the audit trail."""
    names = ("name", "url", "events", "queue_ids", "headers", "retry_count", "retry_interval", "timeout", "is_active")
    return {name: getattr(entry, name) for name in names}
