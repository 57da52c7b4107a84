"""Articles of a ticket: part by part in a page, and the whole text of one, in a frame or in place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import HTMLResponse, Response

from polydesk.desk.people.preferences import set_preferences
from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.tickets.account_time import as_text
from polydesk.desk.tickets.mentions import mentioned_in
from polydesk.desk.tickets.models import CHANNEL_INTERNAL, CHANNELS, SENDER_AGENT, SENDER_TYPES
from polydesk.desk.tickets.queries import accounted_time, list_attachments
from polydesk.desk.tickets.thread import list_thread
from polydesk.kernel.db import AnyRow
from polydesk.kernel.downloads import bare_type, is_shown
from polydesk.kernel.html.bodies import bare_content_id, leaves_out_pictures, shown_html, with_links
from polydesk.kernel.work import Look
from polydesk.web.agent.page import PREFIX, Page
from polydesk.web.agent.ticket_found import Found, find_ticket, number_in, shown_article
from polydesk.web.rendering import render

PER_PART = 20
WHILE_WRITING = 5
ORDER = "ArticleOrder"
OLDEST_FIRST = "oldest"
_SENDERS = {number: name for name, number in SENDER_TYPES.items()}
_CHANNELS = {number: name for name, number in CHANNELS.items()}
_AGAIN = re.compile(r"^(?:\s*(?:re|aw|fw|fwd|wg)(?:\[\d{1,3}\])?:){1,20}", re.IGNORECASE)
"""What mail programs put before the subject of what they answer or pass on."""
_BODY_POLICY = (
    "default-src 'none'; img-src 'self' data:{remote}; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
"""What a stranger's page may do in its frame: be read, and have its links opened elsewhere. No scripts, ever."""


@dataclass(frozen=True, slots=True)
class File:
    id: int
    name: str
    kind: str
    size: int
    is_shown: bool

    @property
    def is_picture(self) -> bool:
        return self.is_shown and self.kind.startswith("image/")


@dataclass(frozen=True, slots=True)
class ShownArticle:
    row: AnyRow
    name: str
    address: str
    sender: str
    channel: str
    subject: str
    """Empty if it is the ticket's title again."""
    text: str
    files: list[File]
    accounted: str
    mentioned: list[str]
    """Names of colleagues the note calls in."""


@dataclass(frozen=True, slots=True)
class Thread:
    articles: list[ShownArticle]
    newest_first: bool
    beyond: int | None
    """Where the next part begins, if there is one."""


def thread(page: Page, look: Look, found: Found, *, beyond: int | None = None) -> Thread:
    newest_first = page.preferences.get(ORDER) != OLDEST_FIRST
    rows = list_thread(look, found.row.id, limit=PER_PART + 1, newest_first=newest_first, beyond=beyond)
    shown = rows[:PER_PART]
    more = shown[-1].id if len(rows) > PER_PART else None
    return Thread(_shown(look, found, shown), newest_first, more)


def latest(look: Look, found: Found, *, up_to: int) -> list[ShownArticle]:
    """The newest few, of those no newer than the article `up_to`: what somebody has before them who writes."""
    return _shown(look, found, list_thread(look, found.row.id, limit=WHILE_WRITING, beyond=up_to + 1))


def articles_after(look: Look, found: Found, article_id: int) -> list[ShownArticle]:
    """The first of those that came later."""
    return _shown(look, found, list_thread(look, found.row.id, limit=PER_PART, newest_first=False, beyond=article_id))


def _shown(look: Look, found: Found, rows: Sequence[AnyRow]) -> list[ShownArticle]:
    files = list_attachments(look, [row.id for row in rows])
    times = accounted_time(look, [found.row.id]) if found.row.accounted_hundredths else {}
    senders = {sender: _name_and_address(sender) for sender in {row.from_ for row in rows}}
    return [
        ShownArticle(
            row,
            *senders[row.from_],
            _SENDERS[row.sender_type_id],
            _CHANNELS[row.channel_id],
            "" if _topic(row.subject) == _topic(found.row.title) else row.subject,
            "" if row.is_html else with_links(row.start),
            [_file(one) for one in files[row.id] if not (row.is_html and one.content_id)],
            as_text(times[row.id]) if times.get(row.id) else "",
            _mentioned(look, found, row),
        )
        for row in rows
    ]


def _topic(subject: str) -> str:
    return _AGAIN.sub("", subject).strip().casefold()


def _mentioned(look: Look, found: Found, row: AnyRow) -> list[str]:
    is_note = row.channel_id == CHANNEL_INTERNAL and row.sender_type_id == SENDER_AGENT
    return [one.full_name for one in mentioned_in(look, found.row, row.start)] if is_note else []


def _name_and_address(sender: str) -> tuple[str, str]:
    for one in read_addresses(sender)[:1]:
        return (one.name, one.email) if one.name else (one.email, "")
    return sender, ""


def _file(row: AnyRow) -> File:
    return File(row.id, row.filename, bare_type(row.content_type)[:100], row.size, is_shown(row.content_type))


def part(page: Page) -> Response:
    """The next articles, for HTMX; the same address without it is the ticket from there on."""
    look = page.look()
    found = find_ticket(page, look)
    beyond = number_in(page, "beyond")
    if not page.is_partial:
        return page.go(f"{found.path}?beyond={beyond or ''}#articles")
    return page.show("agent/ticket_articles.html", found=found, thread=thread(page, look, found, beyond=beyond))


def text(page: Page) -> Response:
    """The whole of a plain text."""
    row = shown_article(page, page.look())
    return HTMLResponse(with_links(row.body))


def body(page: Page) -> Response:
    """An article as a page of its own, to be shown in a frame; `remote=1` lets pictures come from elsewhere.

    `plain=1` shows the plain text of one that is HTML.
    """
    row, remote = shown_article(page, page.look()), page.parameter("remote") == "1"
    content = f"<pre>{with_links(row.body)}</pre>"
    is_html = row.html_body is not None
    is_plain = is_html and page.parameter("plain") == "1"
    if is_html and not is_plain:
        files = list_attachments(page.look(), [row.id])[row.id]
        inline = {bare_content_id(one.content_id): f"/tickets/{row.ticket_id}/files/{one.id}" for one in files}
        content = shown_html(row.html_body, inline, remote=remote)
    is_incomplete = not remote and is_html and not is_plain and leaves_out_pictures(content)
    context = {"title": row.subject, "content": content, "is_incomplete": is_incomplete, "is_plain": is_plain}
    headers = {
        "content-security-policy": _BODY_POLICY.format(remote=" https:" if remote else ""),
        "x-frame-options": "SAMEORIGIN",
    }
    return HTMLResponse(render("agent/ticket_body.html", page.texts, page.zone, context), headers=headers)


def reorder(page: Page) -> Response:
    """Remembered for all tickets."""
    with page.work() as work:
        wanted = OLDEST_FIRST if page.text("order") == OLDEST_FIRST else None
        set_preferences(work, page.agent, {ORDER: wanted}, prefix=PREFIX)
    return page.go(f"/tickets/{page.request.path_params['id']}#articles")


PAGES = (
    ("GET", "/tickets/{id:int}/articles", part),
    ("GET", "/tickets/{id:int}/articles/{article:int}/body", body),
    ("GET", "/tickets/{id:int}/articles/{article:int}/text", text),
    ("POST", "/tickets/{id:int}/order", reorder),
)
