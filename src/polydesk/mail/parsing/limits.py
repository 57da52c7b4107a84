"""How much a mail may ask of us. What goes beyond is refused before it costs anything."""

from dataclasses import dataclass

from polydesk.kernel.errors import DeskError


class TooMuch(DeskError):
    """A mail that breaks a limit. It is kept as it came and looked at by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    max_bytes: int = 36_000_000
    """25 MB of files in base64, and some text."""
    max_lines: int = 600_000
    max_line_bytes: int = 8_000_000
    max_parts: int = 1_000
    max_depth: int = 24
    max_headers: int = 5_000
    """Of all parts together."""
    max_header_bytes: int = 1_000_000
    max_addresses: int = 1_000
    """What is beyond is left out: such a mail is still worth reading."""
    max_text_characters: int = 1_000_000
    """Of what is shown; a longer text is shown in part and kept whole as a file."""
    max_reread_bytes: int = 40_000_000
    """Mails within mails are read again; what is beyond stays a file whose text is not shown."""
    max_signed_pieces: int = 50_000
    """Of all signed data. 25 MB in the pieces of 1,000 bytes that mail programs write are half of it."""


LIMITS = Limits()


class Budget:
    """What one mail and the mails within it have used up so far."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._parts = 0
        self._headers = 0
        self._header_bytes = 0
        self._reread_bytes = 0
        self._signed_pieces = 0

    def spend_part(self, depth: int) -> None:
        self._parts += 1
        if self._parts > self.limits.max_parts:
            raise TooMuch("TooManyParts", limit=self.limits.max_parts)
        if depth > self.limits.max_depth:
            raise TooMuch("TooManyLevels", limit=self.limits.max_depth)

    def spend_header(self, size: int) -> None:
        self._headers += 1
        self._header_bytes += size
        if self._headers > self.limits.max_headers:
            raise TooMuch("TooManyHeaders", limit=self.limits.max_headers)
        if self._header_bytes > self.limits.max_header_bytes:
            raise TooMuch("HeadersTooLong", limit=self.limits.max_header_bytes)

    def may_read_piece(self) -> bool:
        self._signed_pieces += 1
        return self._signed_pieces <= self.limits.max_signed_pieces

    def may_reread(self, size: int) -> bool:
        self._reread_bytes += size
        return self._reread_bytes <= self.limits.max_reread_bytes


class Notes:
    """What was odd about a mail, each oddity once and not without end."""

    _MAX = 50

    def __init__(self) -> None:
        self._notes: dict[str, None] = {}

    def add(self, note: str) -> None:
        if len(self._notes) < self._MAX:
            self._notes.setdefault(note)

    def all(self) -> tuple[str, ...]:
        return tuple(self._notes)
