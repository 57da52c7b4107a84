"""Files that came with a form."""

from starlette.datastructures import UploadFile

from polydesk.desk.tickets.attach import NewFile
from polydesk.desk.uploads.filenames import cleaned_name
from polydesk.kernel.downloads import UNKNOWN_TYPE
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.web.agent.page import Page

LONGEST_TYPE = 250


def sent_files(page: Page, field: str = "files") -> list[NewFile]:
    sent = [one for one in page.form.getlist(field) if isinstance(one, UploadFile) and one.filename]
    files = []
    for one in sent:
        one.file.seek(0)
        kind = storable(one.content_type or UNKNOWN_TYPE)[:LONGEST_TYPE]
        name = cleaned_name(storable(one.filename or "")) or "file"
        files.append(NewFile(filename=name, content=one.file.read(), content_type=kind))
    return files


def files_fit(page: Page, field: str = "files", *, had: int = 0) -> bool:
    """Whether they are no larger than the desk takes, all together and with what was sent before."""
    sent = sum(one.size or 0 for one in page.form.getlist(field) if isinstance(one, UploadFile))
    return sent + had <= int(page.look().config(Settings)["WebMaxFileUpload"])
