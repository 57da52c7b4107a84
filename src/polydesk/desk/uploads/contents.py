"""What a form that is sent in holds: its text made harmless, and the files that were sent before it."""

import html
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import delete, select

from polydesk.desk.tickets.attach import NewFile
from polydesk.desk.uploads.keep import own_form
from polydesk.desk.uploads.models import Upload
from polydesk.kernel.db import AnyRow
from polydesk.kernel.html import sanitize
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

_TABLE = Upload.metadata.tables["upload"]
_SOURCE = re.compile(r"(\bsrc\s*=\s*)([\"'])([^\"'<>]{1,2000})\2", re.IGNORECASE)
_CONTENT_ID = "ContentID"


@dataclass(frozen=True, slots=True)
class Contents:
    body: str
    is_html: bool
    files: tuple[NewFile, ...]

    @property
    def content_type(self) -> str:
        return f"text/{'html' if self.is_html else 'plain'}; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Draft:
    """The text is made harmless; `rows` are all files of the form, `shown` the content ids of the text's pictures."""

    body: str
    is_html: bool
    rows: Sequence[AnyRow]
    shown: frozenset[str]


def draft_contents(look: Look, form_id: str, body: str) -> Draft:
    """Cleaning a long text takes a while, and needs nobody to wait for it. `form_id` may be empty."""
    wanted = select(_TABLE).where(own_form(look, form_id)).order_by(_TABLE.c.file_number)
    rows = look.connection.execute(wanted).all()
    is_html = bool(look.config(Settings)["Frontend::RichText"])
    text = sanitize(_with_content_ids(body, form_id, [row.content_id for row in rows])) if is_html else body
    shown = frozenset(row.content_id for row in rows if is_html and f"cid:{row.content_id}" in text)
    return Draft(text, is_html, rows, shown)


def take_draft(work: Work, draft: Draft) -> Contents:
    """The form is empty afterwards. Pictures of the text become inline files; those it does not show are dropped."""
    kept = [row for row in draft.rows if row.content_id in draft.shown or not row.inline]
    files = tuple(_file(work, row, row.content_id in draft.shown) for row in kept)
    if draft.rows:
        work.connection.execute(delete(_TABLE).where(_TABLE.c.id.in_([row.id for row in draft.rows])))
    return Contents(draft.body, draft.is_html, files)


def _with_content_ids(body: str, form_id: str, content_ids: Collection[str]) -> str:
    """The addresses under which the editor shows the form's files become those an article has for its own."""

    def readdressed(found: re.Match[str]) -> str:
        form, content_id = _named(html.unescape(found[3]))
        return f'{found[1]}"cid:{content_id}"' if form == form_id and content_id in content_ids else found[0]

    return _SOURCE.sub(readdressed, body) if content_ids else body


def _named(address: str) -> tuple[str, str]:
    """The form and the content id an address names; nothing for one that is none of ours."""
    if _CONTENT_ID not in address:
        return "", ""
    try:
        parts = urlsplit(address)
        content_id = parse_qs(parts.query, max_num_fields=20).get(_CONTENT_ID, [""])[0]
    except ValueError:
        return "", ""
    return unquote(parts.path.rpartition("/")[2]), content_id


def _file(work: Work, row: AnyRow, is_shown: bool) -> NewFile:
    return NewFile(
        filename=row.filename,
        content=work.files.waiting.get(row.content_hash),
        content_type=row.content_type,
        content_id=f"<{row.content_id}>" if is_shown else "",
        disposition="inline" if is_shown else "attachment",
    )
