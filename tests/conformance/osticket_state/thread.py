"""The articles of a ticket as osTicket's thread entries."""

import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from email.utils import getaddresses, parseaddr
from typing import Any

from sqlalchemy import func, select

from polydesk.desk.intake.registry import Intake
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import CustomerUserEmail
from polydesk.desk.tickets.models import (
    SENDER_AGENT,
    SENDER_CUSTOMER,
    Article,
    ArticleHeader,
    ArticleMime,
    Attachment,
)
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

LONGEST_TEXT = 2000
_ARTICLE: Any = Article.__table__
_MIME: Any = ArticleMime.__table__
_ATTACHMENT: Any = Attachment.__table__
_HEADER: Any = ArticleHeader.__table__
_EMAIL: Any = CustomerUserEmail.__table__
_CID = re.compile(r"cid:([^\"'\s>]+)")


def show_thread(look: Look, ticket_id: int) -> list[dict[str, Any]]:
    both = select(_ARTICLE, _MIME).join(_MIME, _MIME.c.article_id == _ARTICLE.c.id)
    rows = look.connection.execute(both.where(_ARTICLE.c.ticket_id == ticket_id).order_by(_ARTICLE.c.id)).all()
    places = {row.id: place for place, row in enumerate(rows)}
    return [_entry(look, row, places) for row in rows]


def _entry(look: Look, row: AnyRow, places: Mapping[int, int]) -> dict[str, Any]:
    files = look.connection.execute(
        select(_ATTACHMENT).where(_ATTACHMENT.c.article_id == row.id).order_by(_ATTACHMENT.c.id)
    ).all()
    sender = row._mapping["from"]
    name, address = parseaddr(sender) if "<" in sender else (sender, "")
    kind = _kind(row)
    has_headers = look.connection.execute(select(_HEADER.c.article_id).where(_HEADER.c.article_id == row.id)).first()
    return {
        "type": kind,
        "poster": name or sender,
        "user": _user(look, address) if kind == "M" else None,
        "agent": _agent(look, row),
        "title": row.subject if row.parent_id is None else None,
        "format": "text" if row.html_body is None else "html",
        "body": html.escape(row.body, quote=False) if row.html_body is None else _with_names(row.html_body, files),
        "source": row.source,
        "ip": row.remote_address,
        "recipients": {"to": [_recipient(look, *one) for one in getaddresses([row.to])]},
        "parent": places.get(row.parent_id),
        "mid": f"<{row.message_id}>" if row.message_id else None,
        "has_headers": has_headers is not None,
        "attachments": [_file(look, file) for file in files],
    }


def _kind(row: AnyRow) -> str:
    if row.sender_type_id == SENDER_CUSTOMER:
        return "M"
    return "R" if row.sender_type_id == SENDER_AGENT and row.visible else "N"


def _user(look: Look, address: str) -> str | None:
    known = select(_EMAIL.c.address).where(func.lower(_EMAIL.c.address) == address.lower())
    found: str | None = look.connection.execute(known).scalar()
    return found


def _agent(look: Look, row: AnyRow) -> str | None:
    if row.sender_type_id != SENDER_AGENT or row.create_by == SYSTEM_AGENT_ID:
        return None
    return look.config(Directory).agents[row.create_by].login


def _recipient(look: Look, name: str, address: str) -> str:
    """Our own addresses by the names we gave them."""
    ours = next((one.shown_as for one in look.config(Intake).addresses if one.name == address), "")
    return f"{ours or name} <{address}>"


def _with_names(body: str, files: Sequence[AnyRow]) -> str:
    """Each reference to an attached file by the file's name."""
    names = {file.content_id.strip("<>"): file.filename for file in files if file.content_id}
    return _CID.sub(lambda found: f"cid:{{{names[found[1]]}}}" if found[1] in names else found[0], body)


def _file(look: Look, row: AnyRow) -> dict[str, Any]:
    content = look.files.get(row.file_hash)
    shown: dict[str, Any] = {
        "name": row.filename,
        "type": row.content_type,
        "size": row.size,
        "inline": row.disposition == "inline",
        "sha1": hashlib.sha1(content, usedforsecurity=False).hexdigest(),
    }
    try:
        return shown | {"text": content.decode()} if len(content) <= LONGEST_TEXT else shown
    except UnicodeDecodeError:
        return shown
