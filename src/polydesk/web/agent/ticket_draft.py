"""What an agent has begun to write on a ticket: kept while typing and when it could not be sent, and thrown away."""

from dataclasses import replace

from starlette.responses import Response

from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.drafts import drop_draft, find_draft, keep_draft
from polydesk.desk.writing.writing import RIGHTS, Writing, from_content
from polydesk.kernel.work import Work
from polydesk.web.agent.draft_files import File, new_files, ticked
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_writing import from_form


def save(page: Page) -> Response:
    """A small script calls it while somebody types; the time is what it shows."""
    ticket_id = page.request.path_params["id"]
    with page.work() as work:
        keep_draft(work, ticket_id, replace(from_form(page), files=ticked(page, _had(work, page, ticket_id))).content)
    return page.show("agent/ticket_draft_saved.html")


def discard(page: Page) -> Response:
    """The one of this kind, or all."""
    ticket_id, kind = page.request.path_params["id"], page.text("kind")
    with page.work() as work:
        drop_draft(work, ticket_id, kind if kind in RIGHTS else None)
    return page.go(f"/tickets/{ticket_id}")


def upload(page: Page) -> Response:
    """Files that are sent while somebody still writes. What is ticked stays so: the form may not know of all yet."""
    ticket_id = page.request.path_params["id"]
    with page.work() as work:
        had = _had(work, page, ticket_id)
        new, fits = new_files(page, work, work.files, had)
        keep_draft(work, ticket_id, replace(from_form(page), files=(*had, *new)).content)
    return page.show("agent/ticket_draft_files.html", 200 if fits else 422, files=new, fits=fits)


def keep_sent(page: Page) -> tuple[Writing, bool]:
    """All that was sent, so that nothing is lost if it cannot become an article now; and whether its files fit."""
    ticket_id = page.request.path_params["id"]
    with page.work() as work:
        had = ticked(page, _had(work, page, ticket_id))
        new, fits = new_files(page, work, work.files, had)
        writing = replace(from_form(page), files=(*had, *new))
        keep_draft(work, ticket_id, writing.content)
    return writing, fits


def _had(work: Work, page: Page, ticket_id: int) -> tuple[File, ...]:
    """The files of the draft so far. Whoever keeps one waits for who is just keeping it."""
    load_ticket(work, ticket_id, "note")
    draft = find_draft(work, ticket_id, from_form(page).kind)
    return from_content(draft.content).files if draft else ()


PAGES = (
    ("POST", "/tickets/{id:int}/draft", save),
    ("POST", "/tickets/{id:int}/draft/discard", discard),
    ("POST", "/tickets/{id:int}/draft/files", upload),
)
