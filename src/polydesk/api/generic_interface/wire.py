"""Tickets and articles in the shapes and JSON types of the Generic Interface: sections 3.4 and 4."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from polydesk.api.generic_interface.checks.charset import charset_of
from polydesk.api.generic_interface.escalation import escalation_keys, extended_keys
from polydesk.api.generic_interface.words import SENDER_TYPE_NAMES
from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.values import Stored
from polydesk.desk.tickets.set_to import set_to
from polydesk.kernel.clock import epoch, in_zone
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


def ticket_shape(look: Look, row: AnyRow, *, extended: bool = False) -> dict[str, Any]:
    zone = look.config(Settings).zone
    shape = {
        **set_to(look, row),
        "Age": epoch(look.now) - epoch(row.create_time),
        "ArchiveFlag": "y" if row.archived else "n",
        "ChangeBy": row.change_by,
        "Changed": shown(row.change_time, zone),
        "CreateBy": row.create_by,
        "Created": shown(row.create_time, zone),
        "CustomerID": row.customer_id,
        "CustomerUserID": row.customer_user,
        "EscalationResponseTime": row.escalation_response_time,
        "EscalationSolutionTime": row.escalation_solution_time,
        "EscalationTime": 0,
        "EscalationUpdateTime": row.escalation_update_time,
        "RealTillTimeNotUsed": row.until_time,
        "TicketID": row.id,
        "TicketNumber": row.number,
        "Title": row.title,
        "UnlockTimeout": row.unlock_timeout,
        "UntilTime": row.until_time - epoch(look.now) if row.until_time else 0,
    }
    if row.escalation_time:
        shape.update(escalation_keys(look, row))
    if extended:
        shape.update(extended_keys(look, row))
    return shape


def article_shape(row: AnyRow, zone: ZoneInfo) -> dict[str, Any]:
    shape, charset = bare_article_shape(row, zone), charset_of(row.content_type) or ""
    shape |= {
        "Bcc": row.bcc,
        "Body": row.body,
        "Cc": row.cc,
        "Charset": charset,
        "ContentCharset": charset,
        "ContentType": row.content_type,
        "From": row.from_,
        "InReplyTo": row.in_reply_to,
        "IncomingTime": row.incoming_time,
        "IsDeleted": 0,
        "IsEdited": 0,
        "MessageID": row.message_id,
        "MimeType": row.content_type.partition(";")[0].strip(),
        "References": row.references,
        "ReplyTo": row.reply_to,
        "Subject": row.subject,
        "To": row.to,
    }
    return shape


def bare_article_shape(row: AnyRow, zone: ZoneInfo) -> dict[str, Any]:
    """What TicketUpdate shows of the last article when it made none."""
    return {
        "ArticleID": row.id,
        "ArticleNumber": row.number,
        "ChangeBy": row.change_by,
        "ChangeTime": shown(row.change_time, zone),
        "CommunicationChannelID": row.channel_id,
        "CreateBy": row.create_by,
        "CreateTime": shown(row.create_time, zone),
        "IsVisibleForCustomer": row.visible,
        "SenderType": SENDER_TYPE_NAMES[row.sender_type_id],
        "SenderTypeID": str(row.sender_type_id),
        "TicketID": row.ticket_id,
    }


def fields_shape(fields: tuple[FieldEntry, ...], values: dict[int, Stored]) -> list[dict[str, Any]]:
    """All fields by name, null without a value."""
    return [{"Name": field.name, "Value": values.get(field.id)} for field in fields]


def shown(moment: datetime, zone: ZoneInfo) -> str:
    return in_zone(moment, zone).isoformat(" ", "seconds")


def units(hundredths: int) -> int | float:
    return hundredths / 100 if hundredths % 100 else hundredths // 100
