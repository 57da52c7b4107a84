"""Putting a template in while writing on a ticket: its text, and its files into the draft."""

from dataclasses import replace

from starlette.responses import PlainTextResponse, Response

from polydesk.desk.sending.registry import MailText
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.drafts import find_draft, keep_draft
from polydesk.desk.writing.templates import KINDS, chosen_template, filled_template
from polydesk.desk.writing.writing import Writing, from_content
from polydesk.kernel.work import Look
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page
from polydesk.web.agent.template_files import with_files_of
from polydesk.web.agent.ticket_found import Found, find_ticket
from polydesk.web.agent.ticket_writing import from_form


def text(page: Page) -> Response:
    """A filled text alone, for the script that puts it where the cursor is."""
    look = page.look()
    found = find_ticket(page, look)
    filled = filled_template(look, found.row, from_form(page), _chosen(page))
    return PlainTextResponse(filled, headers={"cache-control": "no-store"})


def files(page: Page) -> Response:
    """The template's files, which are in the draft by now. What else is ticked there stays so, as with files sent."""
    ticket_id, writing = page.request.path_params["id"], from_form(page)
    with page.work() as work:
        template = _template(work, load_ticket(work, ticket_id, "note").queue_id, writing, page)
        draft = find_draft(work, ticket_id, writing.kind)
        had = from_content(draft.content).files if draft else ()
        attached = with_files_of(work, had, template.files, work.files)
        if attached:
            keep_draft(work, ticket_id, replace(writing, files=attached.files).content)
    shown = attached.of_template if attached else ()
    return page.show("agent/ticket_draft_files.html", 200 if attached else 422, files=shown, fits=bool(attached))


def with_template(page: Page, found: Found, writing: Writing) -> tuple[Writing, bool]:
    """For those without scripts: a text above what is quoted, or else below what is written; and whether its files fit.

    It is kept as a draft.
    """
    if not page.text("template"):
        return writing, True
    look = page.look()
    filled = filled_template(look, found.row, writing, _chosen(page))
    is_above = writing.body.startswith("\n") or not writing.body
    body = f"{filled}{writing.body}" if is_above else f"{writing.body.rstrip()}\n\n{filled}"
    template = _template(look, found.row.queue_id, writing, page)
    attached = with_files_of(look, writing.files, template.files, look.files)
    with_text = replace(writing, body=body, files=attached.files if attached else writing.files)
    with page.work() as work:
        keep_draft(work, found.row.id, with_text.content)
    return with_text, bool(attached)


def _template(look: Look, queue_id: int, writing: Writing, page: Page) -> MailText:
    return chosen_template(look, KINDS[writing.kind], queue_id, _chosen(page))


def _chosen(page: Page) -> int:
    return number_of(page.text("template")) or 0


PAGES = (
    ("POST", "/tickets/{id:int}/template", text),
    ("POST", "/tickets/{id:int}/template/files", files),
)
