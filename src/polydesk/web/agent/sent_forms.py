"""Forms as browsers send them, read within limits: what is too large is not taken in, and of strangers only little."""

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message, Receive

from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

SMALL = 1_000_000
"""Bytes anybody may send."""
LARGEST = 60_000_000
"""Bytes of texts and files together, unless the desk takes files that are larger."""
MOST_FILES = 50


def largest_form(look: Look) -> int:
    return max(LARGEST, int(look.config(Settings)["WebMaxFileUpload"]) + SMALL)


def is_small(request: Request) -> bool:
    """Whether its length is said, and is no matter. What a form says of its length the server sees to."""
    said = request.headers.get("content-length", "")
    return said.isascii() and said.isdigit() and len(said) < len(str(SMALL))


async def read_form(request: Request, *, most_bytes: int, most_files: int) -> FormData:
    """To be closed. Raises HTTPException with 413 for one that is too large, and with 400 for what is none."""
    bounded = Request(request.scope, _bounded(request.receive, most_bytes))
    try:
        return await bounded.form(max_files=most_files, max_part_size=most_bytes)
    except MultiPartException as error:
        raise HTTPException(400, error.message) from None


def _bounded(receive: Receive, most_bytes: int) -> Receive:
    size = 0

    async def receive_less() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most_bytes:
            raise HTTPException(413, "The form is too large.")
        return message

    return receive_less
