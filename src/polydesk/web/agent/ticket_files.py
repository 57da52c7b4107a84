"""Files of articles: shown in place if their type is harmless, else kept."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from starlette.responses import Response, StreamingResponse

from polydesk.desk.tickets.article_queries import find_attachment
from polydesk.kernel.downloads import download_headers
from polydesk.kernel.errors import NotFound
from polydesk.web.agent.page import Page

_PIECE = 256 * 1024


def file(page: Page) -> Response:
    """`download=1` keeps what could be shown."""
    ticket_id, file_id = page.request.path_params["id"], page.request.path_params["file"]
    if not (0 < ticket_id < 2**63 and 0 < file_id < 2**63):
        raise NotFound("attachment", id=file_id)
    look = page.look()
    row = find_attachment(look, ticket_id, file_id)
    may_show = page.parameter("download") != "1"
    headers = {
        **download_headers(row.filename, row.content_type, may_show=may_show),
        "Content-Length": str(row.size),
    }
    return pieces(look.files.open(row.file_hash), headers)


def pieces(stream: BinaryIO, headers: Mapping[str, str]) -> Response:
    """A stored file, never all of it at once."""
    return StreamingResponse(_pieces(stream), headers=dict(headers))


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(_PIECE):
            yield piece


PAGES = (("GET", "/tickets/{id:int}/files/{file:int}", file),)
