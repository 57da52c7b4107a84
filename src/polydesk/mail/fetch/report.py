"""What a run of the fetcher did."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class MailboxReport:
    name: str
    taken: int = 0
    """Messages that are now with us, new or known."""
    left: dict[str, str] = field(default_factory=dict)
    """Messages that stay at the source, by key, and why."""
    error: str = ""
    """Why the run ended early."""
    is_busy: bool = False
    """Another process is fetching from it, or this one did not end in the time given."""

    @property
    def complaint(self) -> str:
        """All that went wrong, in one line; empty if nothing did."""
        left = [f"message {key} stays at the source: {reason}" for key, reason in list(self.left.items())[:10]]
        return "; ".join([*([self.error] if self.error else []), *left])


@dataclass(frozen=True, slots=True)
class Report:
    mailboxes: Sequence[MailboxReport]

    @property
    def taken(self) -> int:
        return sum(one.taken for one in self.mailboxes)

    @property
    def is_good(self) -> bool:
        return not any(one.complaint for one in self.mailboxes)
