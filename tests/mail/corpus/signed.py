"""S/MIME signed data as mail programs wrap it around a mail: the outline of RFC 5652, and no signature at all."""

import base64

from tests.mail.corpus.case import HEAD, part

_SIGNED = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_SEQUENCE, _SET, _EXPLICIT, _OCTETS = 0x30, 0x31, 0xA0, 0x04
KIND = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"


def item(tag: int, *contents: bytes) -> bytes:
    """DER: a tag, a length, what it holds."""
    content = b"".join(contents)
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def signed(content: bytes, certificates: bytes = b"") -> bytes:
    """Whole, with every length known."""
    data = item(_SEQUENCE, _DATA, item(_EXPLICIT, item(_OCTETS, content)))
    given = item(_EXPLICIT, certificates) if certificates else b""
    body = item(_SEQUENCE, item(2, b"\1"), item(_SET), data, given, item(_SET))
    return item(_SEQUENCE, _SIGNED, item(_EXPLICIT, body))


def streamed(content: bytes, piece: int = 1000) -> bytes:
    """In pieces, with no length known: BER."""
    pieces = b"".join(item(_OCTETS, content[begin : begin + piece]) for begin in range(0, len(content), piece))
    octets = b"\x24\x80" + pieces + b"\0\0"
    head = b"\x30\x80" + _SIGNED + b"\xa0\x80\x30\x80" + item(2, b"\1") + item(_SET)
    return head + b"\x30\x80" + _DATA + b"\xa0\x80" + octets + b"\0\0" * 2 + item(_SET) + b"\0\0" * 3


def signed_mail(encoded: bytes, kind: str = KIND) -> bytes:
    return HEAD + signed_part(encoded, kind)


def signed_part(encoded: bytes, kind: str = KIND) -> bytes:
    more = "Content-Disposition: attachment; filename=smime.p7m"
    return part(base64.encodebytes(encoded), kind, "base64", more)
