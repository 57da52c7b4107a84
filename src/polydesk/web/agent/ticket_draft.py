"""What an agent has begun to write on a ticket: kept while typing and when it could not be sent, and thrown away."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import Response

from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.drafts import drop_draft, find_draft, keep_draft
from polydesk.desk.uploads.filenames import cleaned_name
from polydesk.desk.writing.writing import RIGHTS, Writing, from_content
from polydesk.kernel.downloads import UNKNOWN_TYPE
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_writing import from_form

MOST_FILES = 100
File = dict[str, Any]


def save(page: Page) -> Response:
    """A small script calls it while somebody types; the time is what it shows."""
    ticket_id = page.request.path_params["id"]
    with page.work() as work:
        keep_draft(work, ticket_id, replace(from_form(page), files=_ticked(page, _had(work, page, ticket_id))).content)
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
        new, fits = _new_files(work, page, had)
        keep_draft(work, ticket_id, replace(from_form(page), files=(*had, *new)).content)
    return page.show("agent/ticket_draft_files.html", 200 if fits else 422, files=new, fits=fits)


def keep_sent(page: Page) -> tuple[Writing, bool]:
    """All that was sent, so that nothing is lost if it cannot become an article now; and whether its files fit."""
    ticket_id = page.request.path_params["id"]
    with page.work() as work:
        had = _ticked(page, _had(work, page, ticket_id))
        new, fits = _new_files(work, page, had)
        writing = replace(from_form(page), files=(*had, *new))
        keep_draft(work, ticket_id, writing.content)
    return writing, fits


def _had(work: Work, page: Page, ticket_id: int) -> tuple[File, ...]:
    """The files of the draft so far. Whoever keeps one waits for who is just keeping it."""
    load_ticket(work, ticket_id, "note")
    draft = find_draft(work, ticket_id, from_form(page).kind)
    return from_content(draft.content).files if draft else ()


def _ticked(page: Page, files: Sequence[File]) -> tuple[File, ...]:
    """By their keys, as nobody is to name contents by their hash. One that is off may be ticked again."""
    kept = {str(value) for value in page.form.getlist("kept")}
    return tuple({**one, "off": one["key"] not in kept} for one in files)


def _new_files(work: Work, page: Page, had: Sequence[File]) -> tuple[tuple[File, ...], bool]:
    """None of them if they do not all fit."""
    sent = [one for one in page.form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    size = sum(one.size or 0 for one in sent) + sum(one["size"] for one in had if not one.get("off"))
    if sent and (size > work.config(Settings)["WebMaxFileUpload"] or len(had) + len(sent) > MOST_FILES):
        return (), False
    return tuple(_stored(work, one) for one in sent), True


def _stored(work: Work, upload: UploadFile) -> File:
    stored = work.files.put(upload.file.read())
    return {
        "key": secrets.token_hex(8),
        "name": cleaned_name(storable(upload.filename or "")) or "file",
        "kind": storable(upload.content_type or UNKNOWN_TYPE),
        "size": stored.size,
        "hash": stored.hash,
    }


PAGES = (
    ("POST", "/tickets/{id:int}/draft", save),
    ("POST", "/tickets/{id:int}/draft/discard", discard),
    ("POST", "/tickets/{id:int}/draft/files", upload),
)
