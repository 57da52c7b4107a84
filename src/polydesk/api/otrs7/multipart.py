"""The file in a body of multipart/form-data (RFC 7578)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_PARTS = 50
LONGEST_HEADER = 8_192


@dataclass(frozen=True, slots=True)
class FilePart:
    name: str
    filename: str
    content_type: str
    content: bytes


def first_file(content_type: str, body: bytes, names: tuple[str, ...]) -> FilePart | None:
    """The first part of one of these names that is a file; None also for a body that is no form."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        return None
    parts = _Parts(names)
    try:
        parser = MultipartParser(boundary, parts.callbacks(), max_header_size=LONGEST_HEADER)
        parser.write(body)
        parser.finalize()
    except FormParserError:
        return None
    return parts.found if parts.is_whole else None


class _TooManyPartsError(FormParserError):
    """No form of ours has so many."""


@dataclass
class _Parts:
    """Hears of the parts one after the other; keeps the content of the one that is wanted only."""

    names: tuple[str, ...]
    found: FilePart | None = None
    is_whole: bool = False
    _count: int = 0
    _header: bytes = b""
    _value: bytes = b""
    _headers: dict[bytes, bytes] = field(default_factory=dict)
    _wanted: tuple[str, str] | None = None
    _chunks: list[bytes] = field(default_factory=list)

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._name_came,
            "on_header_value": self._value_came,
            "on_header_end": self._header_came,
            "on_headers_finished": self._judge,
            "on_part_data": self._data_came,
            "on_part_end": self._end,
            "on_end": self._finish,
        }

    def _begin(self) -> None:
        self._count += 1
        if self._count > MOST_PARTS:
            raise _TooManyPartsError
        self._headers, self._wanted, self._chunks = {}, None, []

    def _name_came(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _value_came(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_came(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def _judge(self) -> None:
        disposition, options = parse_options_header(self._headers.get(b"content-disposition"))
        name, filename = _text(options, b"name"), _text(options, b"filename")
        if self.found is None and disposition == b"form-data" and name in self.names and filename:
            self._wanted = (name, filename)

    def _data_came(self, data: bytes, start: int, end: int) -> None:
        if self._wanted:
            self._chunks.append(data[start:end])

    def _end(self) -> None:
        if self._wanted:
            kind = self._headers.get(b"content-type", b"").decode("latin-1")
            self.found = FilePart(*self._wanted, kind, b"".join(self._chunks))
        self._wanted, self._chunks = None, []

    def _finish(self) -> None:
        self.is_whole = True


def _text(options: Mapping[bytes, bytes], name: bytes) -> str:
    return options.get(name, b"").decode("utf-8", "replace")
