"""Whether a part is a file, and under which name."""

import hashlib
import mimetypes
import re

from polydesk.mail.parsed import MailFile
from polydesk.mail.parsing.charsets import decode, find_codec
from polydesk.mail.parsing.filenames import clean_filename
from polydesk.mail.parsing.structure import Part
from polydesk.mail.parsing.words import decode_words

_NUMBERED = re.compile(r"\b(?:file)?name\*\d", re.IGNORECASE)
# These name their charset themselves; converting them would make that a lie.
_SELF_NAMING = frozenset({"text/html", "text/xml"})
_NAMES = {
    "application/pgp-signature": "signature.asc",
    "application/pgp-encrypted": "encrypted.txt",
    "application/pgp-keys": "key.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/ms-tnef": "winmail.dat",
    "message/delivery-status": "delivery-status.txt",
    "message/disposition-notification": "receipt.txt",
    "text/calendar": "invite.ics",
    "text/directory": "contact.vcf",
    "text/rfc822-headers": "headers.txt",
    "text/vcard": "contact.vcf",
    "text/x-vcard": "contact.vcf",
}


def name_of(part: Part, *, as_original: bool) -> str:
    """The name its sender gave it, safe to show; empty if none."""
    if as_original and _NUMBERED.search(str(part.get("content-disposition", "")) + str(part.get("content-type", ""))):
        return ""
    said = part.disposition_parameters.get("filename") or part.disposition_parameters.get("name")
    return clean_filename(said or part.type_parameters.get("name") or part.type_parameters.get("filename") or "")


def make_file(
    part: Part, content: bytes, name: str, mail: Part | None, *, shows: bool, as_original: bool
) -> MailFile | None:
    """None if the part is no file. The recorded osTicket drops most of what has no name; nobody else should."""
    wanted = bool(name and part.disposition) if shows else _was_wanted(part) if as_original else True
    if not wanted or not (name or content):
        return None
    name = name or _made_up(part, content, mail, as_original)
    if not name:
        return None
    return MailFile(
        filename=name,
        content=_in_utf8(part, content, as_original),
        content_type=part.kind,
        content_id=decode_words(str(part.get("content-id", ""))).strip("<> ")[:998],
    )


def _was_wanted(part: Part) -> bool:
    return part.disposition in ("attachment", "inline") or part.kind.startswith(("image/", "application/"))


def _made_up(part: Part, content: bytes, mail: Part | None, as_original: bool) -> str:
    if part.kind.startswith("message/") and mail is not None:
        return clean_filename(decode_words(str(mail.get("subject", ""))) or "message") + ".eml"
    if part.kind.startswith("image/") and part.get("content-id"):
        return f"image-{_mark(content)}.{part.kind.partition('/')[2]}"
    if as_original:
        return ""
    return _NAMES.get(part.kind) or f"part-{_mark(content)}{mimetypes.guess_extension(part.kind) or '.bin'}"


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:4]


def _in_utf8(part: Part, content: bytes, as_original: bool) -> bytes:
    """Text files are converted, as far as their charset is known and true."""
    codec = find_codec(part.charset) if part.charset and part.kind.startswith("text/") else None
    if codec is None or codec in ("utf-8", "ascii") or (part.kind in _SELF_NAMING and not as_original):
        return content
    try:
        content.decode(codec)
    except (UnicodeError, ValueError):
        return content
    return decode(content, part.charset).encode()
