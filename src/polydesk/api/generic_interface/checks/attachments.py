"""The checks of a request's `Attachment` part: rows 5 and 37 to 39 of TicketCreate."""

import base64
import binascii
import re
from typing import Any

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.checks.charset import is_content_type
from polydesk.api.generic_interface.checks.fields import checked_item
from polydesk.api.generic_interface.perl import is_string, text
from polydesk.desk.tickets.attach import NewFile

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
DISPOSITIONS = ("attachment", "inline")


def check_attachments(call: Call, items: list[Any], *, blanks: str) -> list[NewFile]:
    return [_checked(call, checked_item(call, "Attachment", item), blanks) for item in items]


def _checked(call: Call, item: dict[str, Any], blanks: str) -> NewFile:
    for key in ("Content", "ContentType", "Filename"):
        if not is_string(item.get(key)) or item[key] == "":
            call.refuse("MissingParameter", f"Attachment->{key}{blanks}parameter is missing!")
    if not is_content_type(item["ContentType"]):
        call.refuse("InvalidParameter", "Attachment->ContentType is invalid!")
    disposition = item.get("Disposition")
    return NewFile(
        filename=item["Filename"],
        content=decode_as_far_as_it_goes(item["Content"]),
        content_type=item["ContentType"],
        content_id=_word(item, "ContentID"),
        alternative=_word(item, "ContentAlternative"),
        disposition=disposition if disposition in DISPOSITIONS else "attachment",
    )


def _word(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return text(value)[:250] if is_string(value) else ""


def decode_as_far_as_it_goes(content: str) -> bytes:
    """Base64 as Perl decodes it: up to the first padding, what is no base64 character is skipped."""
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        letters = _NOT_BASE64.sub(b"", content.encode("utf-8").partition(b"=")[0])
        usable = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
        return base64.b64decode(usable + b"=" * (-len(usable) % 4))
