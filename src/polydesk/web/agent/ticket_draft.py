"""What an agent has begun to write on a ticket: kept while typing and when it could not be sent, and thrown away."""

from dataclasses import replace
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import Response

from polydesk.desk.tickets.drafts import drop_draft, find_draft, keep_draft
from polydesk.desk.tickets.filenames import harmless
from polydesk.desk.writing.writing import Writing
from polydesk.kernel.downloads import UNKNOWN_TYPE
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_writing import from_form


def save(page: Page) -> Response:
    """A small script calls it while somebody types; the time is what it shows."""
    ticket_id = page.request.path_params["id"]
    with page.work() as work:
        keep_draft(work, ticket_id, _with_files(work, page, ticket_id, ()).content)
    return page.show("agent/ticket_draft_saved.html")


def discard(page: Page) -> Response:
    ticket_id = page.request.path_params["id"]
    with page.work() as work:
        drop_draft(work, ticket_id)
    return page.go(f"/tickets/{ticket_id}")


def keep_sent(page: Page) -> tuple[Writing, bool]:
    """All that was sent, so that nothing is lost if it cannot become an article now; and whether its files fit."""
    ticket_id = page.request.path_params["id"]
    with page.work() as work:
        sent = [one for one in page.form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        fits = sum(one.size or 0 for one in sent) <= work.config(Settings)["WebMaxFileUpload"]
        new = tuple(_stored(work, one) for one in sent) if fits else ()
        writing = _with_files(work, page, ticket_id, new)
        keep_draft(work, ticket_id, writing.content)
    return writing, fits


def _with_files(work: Work, page: Page, ticket_id: int, new: tuple[dict[str, Any], ...]) -> Writing:
    """Files the draft has had stay if the form says so: by their place, as nobody is to name contents by their hash."""
    draft = find_draft(work, ticket_id)
    had = draft.content.get("files", []) if draft else []
    kept = {str(value) for value in page.form.getlist("kept")}
    stay = tuple(one for place, one in enumerate(had) if str(place) in kept)
    return replace(from_form(page), files=stay + new)


def _stored(work: Work, upload: UploadFile) -> dict[str, Any]:
    stored = work.files.put(upload.file.read())
    return {
        "name": harmless(storable(upload.filename or "")) or "file",
        "kind": storable(upload.content_type or UNKNOWN_TYPE),
        "size": stored.size,
        "hash": stored.hash,
    }


PAGES = (
    ("POST", "/tickets/{id:int}/draft", save),
    ("POST", "/tickets/{id:int}/draft/discard", discard),
)
