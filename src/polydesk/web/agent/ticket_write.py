"""Writing on a ticket: an answer or another mail, a note, a phone call; all of it in one work, or none."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from polydesk.desk.sending.queue_mail import sends_mail
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.article_queries import find_article
from polydesk.desk.tickets.drafts import drop_draft, find_draft
from polydesk.desk.tickets.queries import list_attachments
from polydesk.desk.tickets.thread import newest_article_id
from polydesk.desk.writing.hold import hold
from polydesk.desk.writing.templates import KINDS, frame_of, list_templates
from polydesk.desk.writing.write import write
from polydesk.desk.writing.writing import EMAIL, FORWARD, NOTE, PHONE, RIGHTS, Writing, from_content
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Forbidden, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_articles import articles_after, latest
from polydesk.web.agent.ticket_begin import begun
from polydesk.web.agent.ticket_draft import keep_sent
from polydesk.web.agent.ticket_found import Found, find_ticket, number_in
from polydesk.web.agent.ticket_held import seconds_held
from polydesk.web.agent.ticket_properties import states
from polydesk.web.agent.ticket_template import with_template
from polydesk.web.agent.ticket_writing import mistakes

_ANSWER_NOTHING = frozenset((PHONE, EMAIL))


def form(page: Page) -> Response:
    """A draft goes on where it was left: something else is begun only if `new=1` says so, as it would replace it.

    Without a kind it is the draft that was written on last.
    """
    look = page.look()
    found = find_ticket(page, look)
    wanted = page.parameter("kind")
    draft = find_draft(look, found.row.id, wanted if wanted in RIGHTS else None)
    if draft is not None and page.parameter("new") != "1":
        return _show(page, found, from_content(draft.content), begun_at=draft.change_time)
    kind = wanted if wanted in RIGHTS else NOTE
    answered = _answered(look, found, number_in(page, "to")) if kind not in _ANSWER_NOTHING else None
    writing = begun(page, look, found, kind, answered, to_all=page.parameter("all") == "1")
    return _show(page, found, writing, is_new=True)


def _answered(look: Look, found: Found, article_id: int | None) -> AnyRow | None:
    return find_article(look, found.row.id, article_id) if article_id else None


def _show(
    page: Page,
    found: Found,
    writing: Writing,
    *,
    wrong: dict[str, str] | None = None,
    is_new: bool = False,
    begun_at: datetime | None = None,
) -> Response:
    """With what has come in since the writer last looked; showing it here is their having seen it."""
    look = page.look()
    if RIGHTS[writing.kind] not in found.rights:
        raise Forbidden("right_missing", right=RIGHTS[writing.kind])
    newest, seen = newest_article_id(look, found.row.id), number_of(writing.seen) or 0
    is_stale = not is_new and newest > seen
    context: dict[str, Any] = {
        "found": found,
        "writing": writing,
        "forwardable": _forwardable(look, found, writing),
        "wrong": wrong or {},
        "begun_at": begun_at,
        "newest": newest,
        "states": states(look, found.row) if "rw" in found.rights else {},
        "came": articles_after(look, found, seen) if is_stale else [],
        "before": latest(look, found, up_to=seen if is_stale else newest),
        "sends_mail": sends_mail(look),
        "templates": list_templates(look, KINDS[writing.kind], found.row.queue_id),
        "frame": frame_of(look, found.row, writing),
        "accounts_time": look.config(Settings)["Ticket::Frontend::AccountTime"],
        "largest": look.config(Settings)["WebMaxFileUpload"],
    }
    return page.show(
        "agent/ticket_write.html", 422 if wrong else 409 if is_stale and begun_at is None else 200, **context
    )


def _forwardable(look: Look, found: Found, writing: Writing) -> list[AnyRow]:
    """The files of what is forwarded, ticked or not."""
    answered = number_of(writing.answers)
    if writing.kind != FORWARD or not answered:
        return []
    try:
        forwarded = find_article(look, found.row.id, answered)
    except NotFound:
        return []
    return list(list_attachments(look, [forwarded.id])[forwarded.id])


def send(page: Page) -> Response:
    """What was typed is kept first; it goes once it has become an article, and only then."""
    look = page.look()
    found = find_ticket(page, look)
    writing, fits = keep_sent(page)
    if fits and page.text("action") == "keep":
        return page.go(found.path)
    if fits and page.text("action") == "insert":
        writing, fits = with_template(page, found, writing)
        if fits:
            return page.go(f"{found.path}/write?kind={writing.kind}#write-body")
    wrong = {} if fits else {"files": "too_large"}
    if page.text("action") != "insert":
        wrong |= mistakes(page, page.look(), found, writing)
    if wrong:
        return _show(page, found, writing, wrong=wrong)
    place = _send(page, found, writing, seconds_held(page, writing))
    return page.go(f"{found.path}#{place}") if place else _show(page, found, writing)


def _send(page: Page, found: Found, writing: Writing, seconds: int) -> str:
    """At once, or in so many seconds. Returns where it stands on the ticket's page; empty if something new came in."""
    with page.work() as work:
        ticket = load_ticket(work, found.row.id, RIGHTS[writing.kind])
        if newest_article_id(work, ticket.id) > (number_of(writing.seen) or 0):
            return ""
        if seconds:
            hold(work, ticket.id, writing, seconds)
            return "held"
        drop_draft(work, ticket.id, writing.kind)
        return f"article-{write(work, ticket.id, writing)}"


PAGES = (
    ("GET", "/tickets/{id:int}/write", form),
    ("POST", "/tickets/{id:int}/write", send),
)
