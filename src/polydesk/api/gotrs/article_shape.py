"""The article object: each value under all the names that clients of GOTRS read."""

from collections.abc import Iterable
from typing import Any

from polydesk.api.gotrs.moments import moment
from polydesk.desk.tickets.models import CHANNEL_EMAIL, CHANNEL_PHONE, CHANNELS, SENDER_CUSTOMER, SENDER_TYPES
from polydesk.kernel.db import AnyRow
from polydesk.kernel.html import sanitize

SENDER_NAMES = {number: name for name, number in SENDER_TYPES.items()}
CHANNEL_NAMES = {number: name.lower() for name, number in CHANNELS.items()}
_WHEN_SET = ("from_", "to", "cc", "reply_to", "message_id", "in_reply_to", "references")


def article_shape(row: AnyRow, files: Iterable[AnyRow] | None = None) -> dict[str, Any]:
    """`body` is HTML, made harmless, where `content_type` says so; `files` are left out where nobody asked."""
    visible, created, changed = bool(row.visible), moment(row.create_time), moment(row.change_time)
    shape = {
        "id": row.id,
        "article_id": row.id,
        "ticket_id": row.ticket_id,
        "subject": row.subject,
        "body": row.body if row.html_body is None else sanitize(row.html_body),
        "content_type": "text/plain" if row.html_body is None else "text/html",
        "article_type": _article_type(row),
        "article_sender_type_id": row.sender_type_id,
        "sender_type": SENDER_NAMES[row.sender_type_id],
        "communication_channel_id": row.channel_id,
        "channel": CHANNEL_NAMES[row.channel_id],
        "is_visible_for_customer": visible,
        "visible": visible,
        "is_visible": visible,
        **{name.rstrip("_"): getattr(row, name) for name in _WHEN_SET if getattr(row, name)},
        "create_time": created,
        "created_at": created,
        "change_time": changed,
        "updated_at": changed,
        "create_by": row.create_by,
    }
    return shape if files is None else {**shape, "attachments": [_file_shape(one) for one in files]}


def _article_type(row: AnyRow) -> str:
    """The old types of OTRS are a channel and a visibility today."""
    if row.channel_id == CHANNEL_PHONE:
        return "phone"
    if row.channel_id == CHANNEL_EMAIL:
        return "email-external" if row.visible else "email-internal"
    if row.visible:
        return "webrequest" if row.sender_type_id == SENDER_CUSTOMER else "note-external"
    return "note-internal"


def _file_shape(row: AnyRow) -> dict[str, Any]:
    return {"id": row.id, "filename": row.filename, "content_type": row.content_type, "size": row.size}
