"""Compressed RTF as Outlook stores it ([MS-OXRTFCP])."""

import struct

_HEADER = struct.Struct("<IIII")
_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_MAX_BYTES = 2_000_000


class RtfError(Exception):
    """The bytes are no compressed RTF."""


def unpack_rtf(data: bytes) -> bytes:
    if len(data) < _HEADER.size:
        raise RtfError("RTF cut short")
    _packed, size, kind, _checksum = _HEADER.unpack_from(data)
    if size > _MAX_BYTES:
        raise RtfError("RTF too long")
    if kind == _PLAIN:
        return data[_HEADER.size : _HEADER.size + size]
    if kind != _COMPRESSED:
        raise RtfError("unknown kind of RTF")
    return _unpack(data[_HEADER.size :], size)


def _unpack(data: bytes, size: int) -> bytes:
    """Eight tokens behind a byte of flags: a byte as it is, or two for a place in the window and a length."""
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
    written = bytearray()
    write_at = len(_DICTIONARY)
    position = 0
    while position < len(data) and len(written) < size:
        flags = data[position]
        position += 1
        for bit in range(8):
            is_reference = flags >> bit & 1
            token = data[position : position + 1 + is_reference]
            position += len(token)
            if len(token) < 1 + is_reference:
                return bytes(written[:size])
            read_at, length = (token[0] << 4 | token[1] >> 4, (token[1] & 15) + 2) if is_reference else (-1, 1)
            if read_at == write_at:
                return bytes(written[:size])
            for offset in range(length):
                byte = window[(read_at + offset) % _WINDOW] if is_reference else token[0]
                written.append(byte)
                window[write_at] = byte
                write_at = (write_at + 1) % _WINDOW
    return bytes(written[:size])
