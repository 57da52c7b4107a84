"""The original's reading of RFC 2397: `data:TYPE;PARAMETER,CONTENT`. Specification, sections 6 and 8."""

import base64
import binascii
import codecs
from dataclasses import dataclass

SCHEME = "data:"
MOST_PARAMETERS = 20
_NO_CHARACTER_SETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_TEXT = str.maketrans("", "", " \t\r\n")


@dataclass(frozen=True, slots=True)
class DataUrl:
    """`content` is not decoded yet. `charset` is empty where none is named."""

    type: str
    charset: str
    is_base64: bool
    content: str


def parse_data_url(text: str, *, as_original: bool) -> DataUrl | None:
    """None for what does not begin as one. The original understands a single parameter; of two it takes none."""
    if not text.startswith(SCHEME):
        return None
    head, comma, content = text[len(SCHEME) :].partition(",")
    kind, *parameters = head.split(";")[: MOST_PARAMETERS + 1]
    if as_original and len(parameters) > 1:
        parameters = []
    charsets = [one.partition("=")[2] for one in parameters if one.lower().startswith("charset=")]
    is_base64 = any(one.strip().lower() == "base64" for one in parameters)
    return DataUrl(kind, charsets[0].strip() if charsets else "", is_base64, content if comma else "")


def decode_base64(text: str) -> bytes | None:
    """None for what is no base64; blanks and line breaks within are fine, and so is missing padding."""
    bare = text.translate(_TEXT)
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def decode_text(content: bytes, charset: str) -> str | None:
    """None for a character set nobody knows. What cannot be decoded becomes a replacement character."""
    try:
        codec = codecs.lookup(charset)
    except (LookupError, ValueError):
        return None
    if codec.name in _NO_CHARACTER_SETS or not codec._is_text_encoding:
        return None
    return content.decode(codec.name, "replace").replace("\0", "")


def decode_unnamed(content: bytes) -> str:
    """Text in no named character set: UTF-8 if it can be, else Latin-1."""
    try:
        return content.decode().replace("\0", "")
    except UnicodeDecodeError:
        return content.decode("latin-1").replace("\0", "")
