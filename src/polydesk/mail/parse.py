"""A raw mail as what it says.

The structure is read by the standard library, within limits. Nothing here raises but TooMuch: what is odd is noted,
what is broken is read as far as it goes.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from polydesk.mail.parsed import MailFile, ParsedMail
from polydesk.mail.parsing.bounces import find_original
from polydesk.mail.parsing.contents import Contents, leaves
from polydesk.mail.parsing.filenames import clean_filename
from polydesk.mail.parsing.headers import AddressHeaders, decode_headers, header_block
from polydesk.mail.parsing.ids import read_id, read_ids
from polydesk.mail.parsing.limits import LIMITS, Budget, Limits, Notes, TooMuch
from polydesk.mail.parsing.structure import Part, check_size, read_structure
from polydesk.mail.parsing.verdicts import is_automatic, is_bounce

__all__ = ["LIMITS", "Limits", "TooMuch", "parse_mail"]

_REFERENCE = re.compile(r"cid:([^\"'<>\s)]{1,998})", re.IGNORECASE)


def parse_mail(raw: bytes, limits: Limits = LIMITS, *, as_original: bool = False) -> ParsedMail:
    """Raises TooMuch. `as_original`: nameless files are lost, line breaks before boundaries are kept, and what else
    the recorded osTicket does to a mail."""
    budget, notes = Budget(limits), Notes()
    check_size(raw, budget)
    root = read_structure(_begin(raw), budget)
    mail = _read_headers(root, notes, limits, as_original)
    if not mail.message_id:
        mail = replace(mail, message_id=_made_id(mail.header_block.encode() if as_original else raw))
    if broken := _without_boundary(root, as_original):
        return _unread(mail, raw, broken)
    contents = Contents(budget, notes, as_original=as_original)
    contents.read(root)
    html = contents.html()
    return replace(
        mail,
        html=html,
        text=contents.text(),
        files=_with_inline(contents.files, html),
        protections=tuple(contents.protections),
        original_message_id=find_original(contents, mail.headers) if mail.is_bounce else "",
        notes=notes.all(),
    )


def _begin(raw: bytes) -> memoryview:
    """Without what some mail programs leave in front of the headers."""
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while start < len(raw) and raw[start] in b"\r\n":
        start += 1
    return memoryview(raw)[start:]


def _read_headers(root: Part, notes: Notes, limits: Limits, as_original: bool) -> ParsedMail:
    headers = decode_headers(root)
    addresses = AddressHeaders(root, limits.max_addresses, notes)
    block = header_block(root)
    raw = {name.lower(): value for name, value in reversed(root.fields)}
    return ParsedMail(
        sender=next(iter(addresses.read("from", keep_comment=as_original)), None),
        reply_to=next(iter(addresses.read("reply-to")), None),
        to=addresses.read("to"),
        cc=addresses.read("cc"),
        delivered_to=[address.email for address in addresses.read("delivered-to")],
        subject=headers.get("subject", ("",))[0],
        message_id=read_id(raw.get("message-id", "")),
        in_reply_to=read_ids(raw.get("in-reply-to", "")),
        references=read_ids(raw.get("references", "")),
        headers=headers,
        header_block=block,
        html="",
        text="",
        files=(),
        is_automatic=is_automatic(headers, as_original=as_original),
        is_bounce=is_bounce(headers),
        notes=notes.all(),
    )


def _made_id(content: bytes) -> str:
    """The same for a second copy. A machine's reports differ in nothing but their body, so that counts as well."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest() + "@local"


def _without_boundary(root: Part, as_original: bool) -> str:
    """The type of a part that cannot be taken apart. Within another part it is read as text, unless as the original."""
    parts = leaves(root) if as_original else (root,)
    return next((part.kind for part in parts if _is_broken(part)), "")


def _is_broken(part: Part) -> bool:
    return part.kind.startswith("multipart/") and not part.children and part.get_boundary() is None


def _unread(mail: ParsedMail, raw: bytes, kind: str) -> ParsedMail:
    name = f"{clean_filename(mail.subject) or 'message'}.eml"
    return replace(
        mail,
        text=f"Email parse failed: [No boundary found for {kind} part]",
        files=(MailFile(filename=name, content=raw, content_type="message/rfc822"),),
    )


def _with_inline(files: Sequence[MailFile], html: str) -> tuple[MailFile, ...]:
    """A file the HTML refers to is shown within it."""
    shown = {unquote(unescape(found)) for found in _REFERENCE.findall(html)} if files else set()
    return tuple(replace(file, is_inline=True) if file.content_id in shown else file for file in files)
