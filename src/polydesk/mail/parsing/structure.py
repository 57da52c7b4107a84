"""The parts of a mail, by the standard library's parser, which is stopped the moment a limit is reached.

Mails within mails are left as they are: their bytes are a file, and whoever wants their text reads them in turn. So
nothing is nested deeper than one mail, and a chain of a thousand forwards costs no more than a few.
"""

import re
from collections.abc import Mapping, Sequence
from email.feedparser import BytesFeedParser
from email.message import Message
from functools import cached_property

from polydesk.mail.parsing.charsets import decode
from polydesk.mail.parsing.limits import Budget, TooMuch
from polydesk.mail.parsing.words import decode_words, guess_raw

_PIECE = 1 << 16
# The standard library's time for parameters grows with the square of their number.
_MAX_PARAMETERS = 256
_MAX_PARAMETER_BYTES = 16_384
_WITH_PARAMETERS = frozenset({"content-type", "content-disposition"})
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")
_Value = str | tuple[str | None, str | None, str]
_ENCODING = re.compile(r"[a-z0-9-]+")


class Part(Message):
    """One part. `fields` are its headers as they came, folded, with 8-bit bytes made readable."""

    def __init__(self, budget: Budget, depth: int) -> None:
        super().__init__()
        self._payload: list[Part] | str | None  # the public way to it decodes, and guesses
        self.depth = depth
        self.fields: list[tuple[str, str]] = []
        self._budget = budget

    def attach(self, payload: "Part") -> None:  # type: ignore[override]  # every part is made by the factory below
        payload.depth = self.depth + 1
        self._budget.spend_part(payload.depth)
        super().attach(payload)

    def set_raw(self, name: str, value: str) -> None:
        """Called by the parser for every header."""
        self._budget.spend_header(len(name) + len(value))
        readable = guess_raw(value)
        self.fields.append((name, readable))
        if name.lower() in _WITH_PARAMETERS:
            readable = ";".join(readable[:_MAX_PARAMETER_BYTES].split(";")[:_MAX_PARAMETERS])
        super().set_raw(name, readable)

    def get_content_type(self) -> str:
        """What the parser asks: a mail within is nothing to take apart."""
        kind = self.kind
        return "application/octet-stream" if kind.startswith("message/") else kind

    def get_boundary(self, failobj: object = None) -> str | None:  # type: ignore[override]  # only None is asked for
        """Letter by letter as it stands in the body, so nothing is decoded here."""
        found = [value for name, value in self._raw_parameters("content-type") if name.lower() == "boundary"]
        boundary = found[0][2] if found and isinstance(found[0], tuple) else (found or [""])[0]
        return str(boundary).rstrip().encode().decode("ascii", "surrogateescape") or None

    @cached_property
    def kind(self) -> str:
        """Type and subtype, lower case; the default where there is none or nonsense."""
        said = str(self.get("content-type", "")).partition(";")[0].strip().lower()
        if _TYPE.fullmatch(said):
            return said
        return "text/plain" if said else self.get_default_type()

    @cached_property
    def type_parameters(self) -> Mapping[str, str]:
        return self._parameters("content-type")

    @cached_property
    def disposition(self) -> str:
        return str(self.get("content-disposition", "")).partition(";")[0].strip().lower()

    @cached_property
    def disposition_parameters(self) -> Mapping[str, str]:
        return self._parameters("content-disposition")

    @property
    def charset(self) -> str:
        return self.type_parameters.get("charset", "").strip()

    @property
    def encoding(self) -> str:
        found = _ENCODING.search(str(self.get("content-transfer-encoding", "")).lower())
        return found[0] if found else ""

    @property
    def children(self) -> list["Part"]:
        return self._payload if isinstance(self._payload, list) else []

    def take_body(self) -> str:
        """The body as it came, once: it is let go here, so that large files are not held twice."""
        body, self._payload = self._payload, None
        return body if isinstance(body, str) else ""

    def _parameters(self, header: str) -> dict[str, str]:
        return {name.lower(): _parameter(value) for name, value in reversed(self._raw_parameters(header))}

    def _raw_parameters(self, header: str) -> Sequence[tuple[str, _Value]]:
        try:
            return self.get_params([], header=header)[1:]
        except (ValueError, LookupError):  # a piece numbered with 5,000 digits, for one
            return ()


def read_structure(raw: bytes | memoryview, budget: Budget, depth: int = 0) -> Part:
    """Raises TooMuch. Nothing else is an error: what is no mail is text."""
    budget.spend_part(depth)
    parser = BytesFeedParser(lambda: Part(budget, depth))
    view = memoryview(raw)
    for begin in range(0, len(view), _PIECE):
        parser.feed(view[begin : begin + _PIECE].tobytes())
    return parser.close()


def check_size(raw: bytes, budget: Budget) -> None:
    """What the parser would hold in memory: bytes, and lines, each of which costs as much as a long one."""
    limits = budget.limits
    if len(raw) > limits.max_bytes:
        raise TooMuch("TooManyBytes", limit=limits.max_bytes)
    lines = raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
    if lines > limits.max_lines:
        raise TooMuch("TooManyLines", limit=limits.max_lines)
    if len(raw) > limits.max_line_bytes and _has_longer_line(raw, limits.max_line_bytes):
        raise TooMuch("LineTooLong", limit=limits.max_line_bytes)


def _has_longer_line(raw: bytes, limit: int) -> bool:
    begin = 0
    while begin + limit < len(raw):
        end = max(raw.rfind(b"\n", begin, begin + limit), raw.rfind(b"\r", begin, begin + limit))
        if end < 0:
            return True
        begin = end + 1
    return False


def _parameter(value: _Value) -> str:
    """RFC 2231 with its charset, else RFC 2047, which is forbidden here and common."""
    if isinstance(value, tuple):
        charset, _language, text = value
        return decode_words(decode(text.encode("latin-1", "replace"), charset or ""))
    return decode_words(value)
