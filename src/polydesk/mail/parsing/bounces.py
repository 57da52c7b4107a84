"""Which mail a bounce tells of: RFC 3464's returned mail, its headers alone, or what older servers quote."""

import re
from collections.abc import Mapping, Sequence

from polydesk.mail.parsing.contents import Contents
from polydesk.mail.parsing.ids import read_id

_QUOTED = re.compile(r"^[ \t>|]{0,20}Message-ID:[ \t]{0,20}(<[^<>\s]{1,998}>)", re.IGNORECASE | re.MULTILINE)
_LOOK_WITHIN = 262_144


def find_original(contents: Contents, headers: Mapping[str, Sequence[str]]) -> str:
    """A Message-ID, or nothing."""
    for mail in contents.inner_mails:
        if said := str(mail.get("message-id", "")):
            return read_id(said)
    for file in contents.files:
        if file.content_type == "text/rfc822-headers" and (found := _quoted(file.content.decode("latin-1"))):
            return found
    replied = headers.get("in-reply-to", ("",))[0]
    return _quoted(contents.text()) or (read_id(replied) if replied else "")


def _quoted(text: str) -> str:
    found = _QUOTED.search(text[:_LOOK_WITHIN])
    return read_id(found[1]) if found else ""
