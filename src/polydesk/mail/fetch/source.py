"""What a mailbox is to the fetcher, whatever protocol its server speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from polydesk.kernel.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Listed:
    """A message as the server lists it."""

    key: str
    """What makes it the same message in every session: UIDVALIDITY.UID or UIDL; empty where the server has none."""
    number: int
    """What the server calls it in this session."""
    size: int
    """As the server says, which may be untrue."""
    is_deleted: bool = False
    """Marked as deleted, but still there: by somebody else, or by us before we were stopped."""


class SourceFailed(Unavailable):
    """The server cannot be reached, refuses us, or does not keep to the protocol. The connection is useless now."""

    def __init__(self, reason: object) -> None:
        super().__init__("mail.source", reason=" ".join(str(reason).split())[:500])


class Unreadable(SourceFailed):
    """This one message cannot be had. The connection is useless as well, but a new one can get the others."""


class Connected(Protocol):
    def close(self) -> None:
        """End the session in good order, so that removing takes effect."""

    def drop(self) -> None:
        """End the session at once."""


class Source(Connected, Protocol):
    def listed(self) -> Sequence[Listed]:
        """What waits there, oldest first; perhaps only the first few thousands."""

    def content(self, one: Listed) -> bytes | None:
        """The message as it came; None if it is no longer there."""

    def finish(self, one: Listed) -> None:
        """It is stored with us: remove it, or mark it as seen where mail is kept."""
