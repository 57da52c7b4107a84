"""The files of a template: sent, looked at and taken away on its page."""

from starlette.responses import RedirectResponse, Response

from polydesk.desk.writing.template_files import (
    add_template_files,
    find_template_file,
    remove_template_file,
)
from polydesk.kernel.downloads import download_headers
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.web.admin.entries import entry_id, whole_number
from polydesk.web.admin.outgoing_texts import TEMPLATES
from polydesk.web.agent.page import Page
from polydesk.web.agent.sent_files import sent_files
from polydesk.web.agent.ticket_files import pieces

PATH = f"{TEMPLATES.path}/{{id}}/files"


def add(page: Page) -> Response:
    """What was refused is said on the page of the template."""
    template_id, files, refused = entry_id(page), sent_files(page), ""
    try:
        if files:
            with page.work() as work:
                add_template_files(work, template_id, files)
    except (Conflict, Invalid) as error:
        refused = f"?refused={error.code.rpartition('.')[2]}"
    return _back(template_id, refused)


def remove(page: Page) -> Response:
    template_id = entry_id(page)
    with page.work() as work:
        remove_template_file(work, template_id, _file_id(page))
    return _back(template_id)


def show(page: Page) -> Response:
    """As attachments are: in place if its type is harmless."""
    look = page.look()
    row = find_template_file(look, entry_id(page), _file_id(page))
    headers = download_headers(row.filename, row.content_type, may_show=True)
    return pieces(look.files.open(row.file_hash), {**headers, "Content-Length": str(row.size)})


def _file_id(page: Page) -> int:
    return whole_number(page.request.path_params["file"])


def _back(template_id: int, refused: str = "") -> Response:
    """A redirect, so that a reload sends nothing again."""
    return RedirectResponse(f"{TEMPLATES.path}/{template_id}{refused}#files", 303)


PAGES = (
    ("POST", PATH, add),
    ("GET", f"{PATH}/{{file}}", show),
    ("POST", f"{PATH}/{{file}}/remove", remove),
)
