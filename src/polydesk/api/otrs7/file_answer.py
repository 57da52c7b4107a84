"""Files strangers have sent, given to browsers. Specification, 5.6."""

from polydesk.api.otrs7.answers import Answer, FileContent
from polydesk.kernel.downloads import download_headers
from polydesk.kernel.files import FileStore


def file_answer(files: FileStore, *, file_hash: str, filename: str, content_type: str, may_show: bool = True) -> Answer:
    """Raises NotFound if the content is lost."""
    headers = dict(download_headers(filename, content_type, may_show=may_show))
    stored = headers.pop("Content-Type")
    return Answer(200, b"", stored, tuple(headers.items()), FileContent.of(files.open(file_hash)))
