"""Bytes in any character set as text: what the mail claims, else what it looks like, never an error.

Names are those mail programs really write; the codecs are Python's. Codecs that are no character sets (`zlib`,
`unicode_escape`, `idna`, …) are not reachable, whatever a mail calls its charset.
"""

import codecs
import re
from functools import lru_cache

from polydesk.mail.parsing.limits import Notes

_NAME = re.compile(r"[a-z0-9][a-z0-9._:()+-]{0,63}")
_CODEC = re.compile(
    r"(ascii|utf|iso8859|iso2022|cp\d|big5|euc|gb|hz|johab|koi8|kz1048|latin|mac|ptcp154|shift_jis|tis|hp-roman8)"
)
# The browsers' reading of names that promise less than their senders use, and names Python does not know.
_ALIASES = {
    "ansi": "cp1252",
    "ansi_x3.110-1983": "latin-1",
    "cp-1252": "cp1252",
    "cp1250_latin2": "cp1250",
    "default": "utf-8",
    "dos-862": "cp862",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "iso-2022-cn": "gb18030",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-1-windows-3.0-latin-1": "cp1252",
    "iso-8859-1-windows-3.1-latin-1": "cp1252",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "iso_8859-1": "cp1252",
    "koi8-ru": "koi8-u",
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "latin1": "cp1252",
    "macintosh": "mac-roman",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "tis-620": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-2-0-utf-7": "utf-7",
    "us-ascii": "ascii",
    "utf8mb4": "utf-8",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "windows-936": "gb18030",
    "windows-949": "cp949",
    "x-euc-jp": "euc-jp",
    "x-euc-tw": "big5",
    "x-gbk": "gb18030",
    "x-mac-ce": "mac-latin2",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-greek": "mac-greek",
    "x-mac-turkish": "mac-turkish",
    "x-sjis": "cp932",
    "x-windows-949": "cp949",
    "x-x-big5": "big5",
}
_META = re.compile(rb"<meta[^>]{0,256}?charset\s{0,8}=\s{0,8}[\"']?([A-Za-z0-9._:-]{1,64})", re.IGNORECASE)
_META_WITHIN = 4096
# Any character beyond ASCII that could be decoded
_READ = re.compile("[^\x00-\x7f\ufffd]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# NUL ends texts elsewhere and is refused by PostgreSQL; a lone surrogate is no character.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without what no database or terminal can keep."""
    return _NO_TEXT.sub("", text) if _NO_TEXT.search(text) else text


@lru_cache(maxsize=512)
def find_codec(charset: str) -> str | None:
    """The codec for a charset's name, or None if there is none that is safe."""
    name = charset.strip().strip("\"'").lower()
    if not _NAME.fullmatch(name):
        return None
    try:
        found = codecs.lookup(_ALIASES.get(name, name)).name
    except LookupError:
        return None
    return found if _CODEC.match(found) else None


def guess(content: bytes) -> str:
    """UTF-8 if it is that, else Windows' Latin-1."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return clean(content.decode(codec, "replace"))
    try:
        return clean(content.decode("utf-8"))
    except UnicodeDecodeError:
        return clean(_as_windows(content))


def decode(content: bytes, charset: str, notes: Notes | None = None) -> str:
    """`content` in the charset its sender names. An empty name, a wrong one or a lie: a good guess, and a note."""
    codec = find_codec(charset) if charset else None
    if codec is None:
        if charset and notes:
            notes.add(f"unknown charset {charset[:64]!r}")
        return guess(content)
    try:
        return clean(content.decode("utf-8-sig" if codec == "utf-8" else codec))
    except (UnicodeError, ValueError):
        if notes:
            notes.add(f"not all is {codec}")
    return clean(_repaired(content, codec))


def decode_html(content: bytes, charset: str, notes: Notes | None = None) -> str:
    """HTML says its charset itself where the mail does not."""
    if not charset and (said := _META.search(content[:_META_WITHIN])):
        try:
            return clean(content.decode("utf-8"))
        except UnicodeDecodeError:
            charset = said[1].decode("ascii")
    return decode(content, charset, notes)


def _as_windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _repaired(content: bytes, codec: str) -> str:
    if codec in ("ascii", "cp1252"):
        return guess(content)
    text = content.decode(codec, "replace")
    if codec == "utf-8" and not _READ.search(text):
        return _as_windows(content)  # nothing in it is UTF-8: a wrong label
    return text
