"""Content-Transfer-Encoding undone, as leniently as mail programs do it and without copying large bodies about."""

import binascii
import re

from polydesk.mail.parsing.limits import Notes

_PADDING = re.compile(rb"=[=\s]*")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]")
# Some gateways glue several base64 texts together, each with its own padding.
_MAX_PIECES = 1000
_MAX_UU_LINE = 256


def undo(body: str, encoding: str, notes: Notes) -> bytes:
    """The bytes of a body as the standard library hands it out: ASCII, other bytes as surrogates."""
    content = body.encode("ascii", "surrogateescape")
    if encoding == "base64":
        return from_base64(content, notes)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uu(content, notes)
    return content


def from_base64(content: bytes, notes: Notes) -> bytes:
    first = content.find(b"=")
    if first < 0 or not content[first:].strip(b"=\r\n \t"):
        return _piece(content, notes)
    pieces: list[bytes] = []
    begin = 0
    for padding in _PADDING.finditer(content):
        pieces.append(_piece(content[begin : padding.start()], notes))
        begin = padding.end()
        if len(pieces) == _MAX_PIECES:
            notes.add("base64 in too many pieces, cut")
            return b"".join(pieces)
    return b"".join([*pieces, _piece(content[begin:], notes)])


def _piece(content: bytes, notes: Notes) -> bytes:
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        kept = _NOT_BASE64.sub(b"", content).rstrip(b"=")
    if len(kept) % 4 == 1:
        notes.add("base64 cut short")
        kept = kept[:-1]
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def _from_uu(content: bytes, notes: Notes) -> bytes:
    found: list[bytes] = []
    for line in content.splitlines():
        if line.startswith(b"begin ") or not line:
            continue
        if line == b"end":
            break
        try:
            found.append(binascii.a2b_uu(line[:_MAX_UU_LINE]))
        except binascii.Error:
            notes.add("uuencoded line damaged")
    return b"".join(found)
