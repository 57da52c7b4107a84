"""MAPI properties as TNEF packs them ([MS-OXTNEF] 2.1.3.4): only those whose value is text or bytes are of use here."""

import struct
from collections.abc import Callable

Properties = dict[int, bytes | str]

_INT = struct.Struct("<I")
_MANY = 0x1000
_STRING8, _UNICODE, _OBJECT, _BINARY = 0x001E, 0x001F, 0x000D, 0x0102
_SIZES = {
    0x0000: 4, 0x0001: 4, 0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4,
    0x0014: 8, 0x0040: 8, 0x0048: 16,
}  # fmt: skip  # one line per kind would say no more
_FIRST_NAMED = 0x8000
_OBJECT_ID_BYTES = 16
_MAX_PROPERTIES = 10_000


class MapiError(Exception):
    """The bytes are no list of properties."""


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def take(self, size: int) -> bytes:
        end = self._position + size
        if size < 0 or end > len(self._data):
            raise MapiError("cut short")
        taken = self._data[self._position : end]
        self._position = end
        return taken

    def take_int(self) -> int:
        return int(_INT.unpack(self.take(4))[0])

    def take_padded(self) -> bytes:
        """Bytes led by their number, and filled up to a multiple of four."""
        size = self.take_int()
        taken = self.take(size)
        self.take(-size % 4)
        return taken


def read_properties(data: bytes) -> Properties:
    """By id without type. Raises MapiError."""
    cursor = _Cursor(data)
    count = cursor.take_int()
    if count > _MAX_PROPERTIES:
        raise MapiError("too many properties")
    found: Properties = {}
    for _ in range(count):
        tag = cursor.take_int()
        if tag >> 16 >= _FIRST_NAMED:
            _skip_name(cursor)
        value = _take_value(cursor, tag & 0xFFFF)
        if value is not None:
            found[tag >> 16] = value
    return found


def _skip_name(cursor: _Cursor) -> None:
    cursor.take(_OBJECT_ID_BYTES)
    is_text = cursor.take_int()
    if is_text:
        cursor.take_padded()
    else:
        cursor.take_int()


def _take_value(cursor: _Cursor, kind: int) -> bytes | str | None:
    base = kind & ~_MANY
    if base in _VARIABLE:
        values = [cursor.take_padded() for _ in range(_count(cursor))]
        return _VARIABLE[base](values[0]) if values else None
    if base not in _SIZES:
        raise MapiError("unknown kind of property")
    for _ in range(_count(cursor) if kind & _MANY else 1):
        cursor.take(_SIZES[base])
    return None


def _count(cursor: _Cursor) -> int:
    count = cursor.take_int()
    if count > _MAX_PROPERTIES:
        raise MapiError("too many values")
    return count


_VARIABLE: dict[int, Callable[[bytes], bytes | str]] = {
    _STRING8: lambda value: value.rstrip(b"\0"),
    _UNICODE: lambda value: value.decode("utf-16-le", "replace").rstrip("\0"),
    _OBJECT: lambda value: value[_OBJECT_ID_BYTES:],
    _BINARY: lambda value: value,
}
