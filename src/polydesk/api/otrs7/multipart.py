"""The file in a body of multipart/form-data (RFC 7578). Headers are read by the standard library."""

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

MOST_PARTS = 50
LONGEST_HEADERS = 8_192
_BOUNDARY = re.compile(r"[ -~]{1,200}")
_BLANK_LINE = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class FilePart:
    name: str
    filename: str
    content_type: str
    content: bytes


def first_file(content_type: str, body: bytes, names: tuple[str, ...]) -> FilePart | None:
    """The first part of one of these names that is a file; None also for a body that is no form."""
    boundary = _boundary(content_type)
    if not boundary:
        return None
    _preamble, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary, MOST_PARTS + 1)
    for part in parts[:MOST_PARTS]:
        if part.startswith(b"--"):
            return None
        found = _file(part, names)
        if found:
            return found
    return None


def _boundary(content_type: str) -> bytes:
    header = Message()
    header["content-type"] = content_type.replace("\r", "").replace("\n", "")
    boundary = header.get_boundary("")
    is_form = header.get_content_type() == "multipart/form-data"
    return boundary.encode() if is_form and _BOUNDARY.fullmatch(boundary) else b""


def _file(part: bytes, names: tuple[str, ...]) -> FilePart | None:
    head, blank, content = part.partition(_BLANK_LINE)
    if not blank or len(head) > LONGEST_HEADERS:
        return None
    headers = HeaderParser().parsestr(head.decode("utf-8", "replace").lstrip("\r\n \t"))
    name = headers.get_param("name", "", "content-disposition")
    filename = headers.get_filename("")
    if name not in names or headers.get_content_disposition() != "form-data" or not filename:
        return None
    return FilePart(str(name), filename, headers.get("content-type", ""), content)
