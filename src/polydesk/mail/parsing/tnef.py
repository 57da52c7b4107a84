"""TNEF (`winmail.dat`): the files and the text Outlook packs into one part. Layout after Microsoft's [MS-OXTNEF]."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from polydesk.mail.parsed import MailFile
from polydesk.mail.parsing.charsets import clean, decode, decode_html
from polydesk.mail.parsing.filenames import clean_filename
from polydesk.mail.parsing.limits import Budget
from polydesk.mail.parsing.mapi import MapiError, Properties, read_properties
from polydesk.mail.parsing.rtf import RtfError, unpack_rtf

_MAGIC = 0x223E9F78
_HEADER_BYTES = 6
_ATTRIBUTE = struct.Struct("<BII")
_OEM_CODEPAGE = 0x00069007
_BODY = 0x0002800C
_MESSAGE_PROPERTIES = 0x00069003
_ATTACHMENT_BEGINS = 0x00069002
_ATTACHMENT_DATA = 0x0006800F
_ATTACHMENT_TITLE = 0x00018010
_ATTACHMENT_PROPERTIES = 0x00069005
_PR_BODY, _PR_HTML, _PR_RTF = 0x1000, 0x1013, 0x1009
_PR_DATA, _PR_LONG_NAME, _PR_NAME, _PR_DISPLAY_NAME = 0x3701, 0x3707, 0x3704, 0x3001
_PR_TYPE, _PR_CONTENT_ID = 0x370E, 0x3712


class TnefError(Exception):
    """It is no TNEF, or damaged."""


@dataclass(slots=True)
class Tnef:
    files: list[MailFile] = field(default_factory=list)
    text: str = ""
    html: str = ""
    rtf: bytes = b""
    charset: str = "cp1252"
    """Of its 8-bit texts."""
    damage: str = ""
    """What kept the rest from being read."""


@dataclass(slots=True)
class _Attachment:
    title: bytes = b""
    content: bytes = b""
    properties: Properties = field(default_factory=dict)


def read_tnef(content: bytes, budget: Budget) -> Tnef:
    """Raises TnefError if it is none, and TooMuch if it holds too many files."""
    if len(content) < _HEADER_BYTES or int.from_bytes(content[:4], "little") != _MAGIC:
        raise TnefError("no TNEF")
    found = Tnef()
    attachments: list[_Attachment] = []
    try:
        _read_all(content, budget, found, attachments)
    except (TnefError, MapiError, RtfError) as damage:
        found.damage = str(damage)
    found.files.extend(_file(one, found.charset) for one in attachments)
    return found


def _read_all(content: bytes, budget: Budget, found: Tnef, attachments: list[_Attachment]) -> None:
    for kind, data in _attributes(content):
        if kind == _OEM_CODEPAGE and len(data) >= 4:
            found.charset = f"cp{int.from_bytes(data[:4], 'little')}"
        elif kind == _BODY:
            found.text = decode(data.rstrip(b"\0"), found.charset)
        elif kind == _MESSAGE_PROPERTIES:
            _read_message(read_properties(data), found)
        elif kind == _ATTACHMENT_BEGINS:
            budget.spend_part(0)
            attachments.append(_Attachment())
        elif attachments:
            _read_attachment(attachments[-1], kind, data)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each is a level, a kind, a length, the data and a checksum, which nobody checks: Outlook itself gets it wrong."""
    position = _HEADER_BYTES
    while position + _ATTRIBUTE.size <= len(content):
        _level, kind, size = _ATTRIBUTE.unpack_from(content, position)
        position += _ATTRIBUTE.size
        if position + size > len(content):
            raise TnefError("cut short")
        yield kind, content[position : position + size]
        position += size + 2


def _read_message(properties: Properties, found: Tnef) -> None:
    found.text = _text(properties.get(_PR_BODY), found.charset) or found.text
    html = properties.get(_PR_HTML, b"")
    found.html = html if isinstance(html, str) else decode_html(html, "")
    rtf = properties.get(_PR_RTF)
    if isinstance(rtf, bytes) and not (found.text or found.html):
        found.rtf = unpack_rtf(rtf)


def _read_attachment(attachment: _Attachment, kind: int, data: bytes) -> None:
    if kind == _ATTACHMENT_TITLE:
        attachment.title = data.rstrip(b"\0")
    elif kind == _ATTACHMENT_DATA:
        attachment.content = data
    elif kind == _ATTACHMENT_PROPERTIES:
        attachment.properties = read_properties(data)


def _file(attachment: _Attachment, charset: str) -> MailFile:
    found = attachment.properties
    names = (_text(found.get(tag), charset) for tag in (_PR_LONG_NAME, _PR_NAME, _PR_DISPLAY_NAME))
    name = next((name for name in names if name), decode(attachment.title, charset))
    data = found.get(_PR_DATA)
    # for a message in a message the attribute holds a placeholder, the property the message
    content = max(attachment.content, data if isinstance(data, bytes) else b"", key=len)
    return MailFile(
        filename=clean_filename(name) or "file.bin",
        content=content,
        content_type=_text(found.get(_PR_TYPE), charset).lower() or "application/octet-stream",
        content_id=_text(found.get(_PR_CONTENT_ID), charset).strip("<> "),
    )


def _text(value: bytes | str | None, charset: str) -> str:
    if isinstance(value, str):
        return clean(value).strip()
    return decode(value.rstrip(b"\0"), charset).strip() if value else ""
