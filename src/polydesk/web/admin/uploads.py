"""Texts that come as a file or are pasted, and those that are given out as one."""

from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.responses import Response

from polydesk.kernel.errors import Invalid
from polydesk.kernel.storable import storable
from polydesk.web.agent.page import Page

LARGEST_FILE = 4_000_000


def sent_text(page: Page, file: str, typed: str) -> str:
    """What the file says, or without one what was typed. Raises Invalid for a file that is no text, or too large.

    Line ends are as files have them, or each import of the same text would be another one.
    """
    sent = page.form.get(file)
    if not isinstance(sent, UploadFile) or not sent.filename:
        return page.text(typed).replace("\r\n", "\n")
    content = sent.file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Invalid("configuration.file_too_large")
    try:
        return storable(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Invalid("configuration.not_utf8") from error


def sent_name(page: Page, file: str) -> str:
    """What the file is called, without its ending."""
    sent = page.form.get(file)
    name = sent.filename or "" if isinstance(sent, UploadFile) else ""
    return storable(name).removesuffix(".yml").removesuffix(".yaml")


def download(content: str, name: str, kind: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=f"{kind}; charset=utf-8", headers={"content-disposition": disposition})
