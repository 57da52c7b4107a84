"""Articles and their files as clients read them: specification, sections 5.5 and 5.6."""

from collections.abc import Iterable
from typing import Any

from polydesk.api.otrs7.ticket_shape import shown_time
from polydesk.desk.tickets.models import CHANNELS, SENDER_TYPES
from polydesk.kernel.db import AnyRow
from polydesk.kernel.html.bodies import bare_content_id

_SENDERS = {number: name for name, number in SENDER_TYPES.items()}
_CHANNELS = {number: name for name, number in CHANNELS.items()}


def article_head(row: AnyRow) -> dict[str, Any]:
    """What a ticket shows of each of its articles."""
    return {
        "ArticleID": row.id,
        "TicketID": row.ticket_id,
        "SenderType": _SENDERS[row.sender_type_id],
        "CommunicationChannel": _CHANNELS[row.channel_id],
        "From": row.from_,
        "FromRealname": _real_name(row.from_),
        "Subject": row.subject,
        "CreateTime": shown_time(row.create_time),
        "Seen": int(row.is_seen),
        "HasAttachments": int(row.has_files),
    }


def article_shape(row: AnyRow, files: Iterable[AnyRow]) -> dict[str, Any]:
    stored_type = row.content_type.partition(";")[0].strip()
    return {
        **article_head(row),
        "To": row.to,
        "Cc": row.cc,
        "ReplyTo": row.reply_to,
        "MimeType": stored_type if row.html_body is None else "text/html",
        "Body": row.body,
        "Attachments": [_file_shape(one) for one in files],
    }


def _file_shape(row: AnyRow) -> dict[str, Any]:
    return {
        "AttachmentID": row.id,
        "Filename": row.filename,
        "ContentType": row.content_type,
        "FilesizeRaw": row.size,
        "Disposition": row.disposition,
        "ContentID": bare_content_id(row.content_id),
    }


def _real_name(sender: str) -> str:
    """The name before an address, or all there is."""
    name = sender.partition("<")[0].strip()
    if len(name) > 1 and name.startswith('"') and name.endswith('"'):
        name = name[1:-1].replace('\\"', '"')
    return name or sender.strip()
