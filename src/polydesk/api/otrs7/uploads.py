"""Files that are sent before their form: specification, section 5.8."""

import re
from urllib.parse import quote

from polydesk.api.otrs7.answers import Answer, done, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import failing_as, forbidden, invalid_input, missing, too_large, wrong
from polydesk.api.otrs7.file_answer import file_answer
from polydesk.api.otrs7.multipart import FilePart, first_file
from polydesk.api.otrs7.parameters import said
from polydesk.api.otrs7.routing import Operation
from polydesk.desk.forms.ticket_form import FORM_ID_PATTERN
from polydesk.desk.uploads.keep import (
    NewUpload,
    TooLarge,
    find_upload,
    keep_upload,
    remove_upload,
)
from polydesk.kernel.errors import Forbidden, Invalid, NotFound

PATH = "/api/customer/upload/{FormID}"
NO_FILE = "Invalid upload or UploadFile!"
_FILE, _FILE_OF_EDITOR = "Upload", "upload"
_NOT_ADDED = ("CouldNotAddFile", "The system was unable to add the attachment in the upload cache.")
_NOT_DELETED = ("CouldNotDeleteFile", "The system was unable to delete the attachment from the upload cache.")


def upload(call: Call) -> Answer:
    form_id = _form_id(call)
    content_type = call.request.headers.get("content-type", "")
    part = first_file(content_type, call.request.body, (_FILE, _FILE_OF_EDITOR))
    if part is None:
        raise wrong(_FILE, NO_FILE)
    with failing_as(*_NOT_ADDED), call.work() as work:
        try:
            kept = keep_upload(work, form_id, _new(part))
        except TooLarge as error:
            raise too_large() from error
        except Invalid as error:
            raise wrong(_FILE, NO_FILE) from error
        except Forbidden as error:
            raise forbidden() from error
    url = f"{PATH.format(FormID=quote(form_id))}?ContentID={kept.content_id}"
    return ok({"FileID": kept.number, "uploaded": 1, "url": url})


def _new(part: FilePart) -> NewUpload:
    return NewUpload(
        filename=part.filename,
        content=part.content,
        content_type=part.content_type,
        inline=part.name == _FILE_OF_EDITOR,
    )


def show(call: Call) -> Answer:
    form_id, content_id = _form_id(call, "ContentID"), call.parameter("ContentID")
    look = call.look()
    try:
        row = find_upload(look, form_id, content_id)
        waiting = look.files.waiting
        return file_answer(waiting, file_hash=row.content_hash, filename=row.filename, content_type=row.content_type)
    except NotFound as error:
        raise invalid_input({"ContentID": said(call, "There is no such file.")}) from error


def remove(call: Call) -> Answer:
    filename = call.text("Filename")
    form_id = _form_id(call, "" if filename else "Filename")
    with failing_as(*_NOT_DELETED), call.work() as work:
        try:
            remove_upload(work, form_id, filename)
        except NotFound as error:
            raise missing("Attachment not found.") from error
    return done()


def _form_id(call: Call, needed: str = "") -> str:
    """Raises Refused with 422 for what is no FormID, and for a parameter that is not there."""
    errors = {}
    if not re.fullmatch(FORM_ID_PATTERN, call.path["FormID"]):
        errors["FormID"] = said(call, "This value does not have the expected form.")
    if needed and not call.parameter(needed):
        errors[needed] = said(call, "This field is required.")
    if errors:
        raise invalid_input(errors)
    return call.path["FormID"]


OPERATIONS = (
    Operation("POST", PATH, upload),
    Operation("GET", PATH, show, by_cookie=True),
    Operation("DELETE", PATH, remove),
)
