"""An article as the mail it was: how it came and why it became this ticket, or where it went, and its source."""

import html
from dataclasses import dataclass

from starlette.responses import Response

from polydesk.desk.mailroom.of_article import find_message_of
from polydesk.desk.sending.of_article import list_mail_of, source_of
from polydesk.kernel.db import AnyRow
from polydesk.kernel.downloads import download_headers
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_files import pieces
from polydesk.web.agent.ticket_found import find_ticket, shown_article
from polydesk.web.agent.told_steps import told_steps

SHOWN, SHOWN_ESCAPED = 24_000, 32_000
"""Bytes of a source that the page shows, and characters that may become; the whole of it can be downloaded."""
_END_OF_HEADERS = "\n\n"


@dataclass(frozen=True, slots=True)
class Source:
    headers: str
    body: str
    size: int
    is_cut: bool


def source(page: Page) -> Response:
    look = page.look()
    found, article = find_ticket(page, look), shown_article(page, look)
    came = find_message_of(look, found.row.id, article.id)
    went = () if came else list_mail_of(look, found.row.id, article.id)
    return page.show(
        "agent/ticket_source.html",
        found=found,
        article=article,
        came=came,
        went=went,
        steps=told_steps(page.texts, came.steps) if came else (),
        source=_source(look, came, went[0] if went else None),
    )


def download(page: Page) -> Response:
    """Plain text for every browser, to be kept; whatever it says, nothing of it is run."""
    look = page.look()
    article = shown_article(page, look)
    headers = download_headers(f"mail-{article.ticket_id}-{article.id}.eml", "text/plain", may_show=False)
    came = find_message_of(look, article.ticket_id, article.id)
    if came:
        return pieces(look.files.open(came.file_hash), {**headers, "Content-Length": str(came.size)})
    went = list_mail_of(look, article.ticket_id, article.id)
    if not went:
        raise NotFound("mail_message", article=article.id)
    return Response(source_of(look, went[0]), headers=dict(headers))


def _source(look: Look, came: AnyRow | None, went: AnyRow | None) -> Source | None:
    """None where nothing is kept of it, or not any more."""
    try:
        if came:
            with look.files.open(came.file_hash) as stream:
                return _shown(stream.read(SHOWN), came.size)
        if went:
            raw = source_of(look, went)
            return _shown(raw[:SHOWN], len(raw))
    except NotFound:
        pass
    return None


def _shown(start: bytes, size: int) -> Source:
    text = start.decode("utf-8", "replace").replace("\r\n", "\n")
    fitting = text if len(html.escape(text)) <= SHOWN_ESCAPED else text[: SHOWN_ESCAPED // len("&quot;")]
    headers, _, body = fitting.partition(_END_OF_HEADERS)
    return Source(headers, body, size, len(start) < size or len(fitting) < len(text))


PAGES = (
    ("GET", "/tickets/{id:int}/articles/{article:int}/source", source),
    ("GET", "/tickets/{id:int}/articles/{article:int}/source.eml", download),
)
