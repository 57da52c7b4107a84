"""Events of mail that goes out by itself."""

from dataclasses import dataclass
from typing import ClassVar

from polydesk.desk.tickets.events import TicketEvent, parts


@dataclass(frozen=True, slots=True)
class AutoResponseQueued(TicketEvent):
    address: str
    history_type: ClassVar[str] = "SendAutoReply"

    @property
    def history_text(self) -> str:
        return parts(self.address)


@dataclass(frozen=True, slots=True)
class FollowUpConfirmed(AutoResponseQueued):
    history_type: ClassVar[str] = "SendAutoFollowUp"


@dataclass(frozen=True, slots=True)
class FollowUpRejected(AutoResponseQueued):
    history_type: ClassVar[str] = "SendAutoReject"


@dataclass(frozen=True, slots=True)
class RemovalConfirmed(AutoResponseQueued):
    history_type: ClassVar[str] = "Misc"


@dataclass(frozen=True, slots=True)
class LoopStopped(AutoResponseQueued):
    """Nothing was sent: this address gets too much from us already."""

    history_type: ClassVar[str] = "LoopProtection"
