"""Files that came with a form."""

from starlette.datastructures import UploadFile

from polydesk.desk.tickets.attach import NewFile
from polydesk.web.agent.page import Page

LONGEST_TYPE = 250


def sent_files(page: Page, name: str = "files") -> list[NewFile]:
    sent = [one for one in page.form.getlist(name) if isinstance(one, UploadFile) and one.filename]
    files = []
    for one in sent:
        one.file.seek(0)
        kind = (one.content_type or "application/octet-stream")[:LONGEST_TYPE]
        files.append(NewFile(filename=one.filename or "", content=one.file.read(), content_type=kind))
    return files
