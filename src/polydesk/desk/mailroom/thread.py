"""The conversation a mail goes on with, and as whom its sender takes part in it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    CUSTOMER = "customer"
    """The customer user the ticket belongs to."""
    COLLABORATOR = "collaborator"
    AGENT = "agent"
    STRANGER = "stranger"
    """Somebody who holds an answer of ours without being known to the ticket."""
    BOUNCE = "bounce"
    """A mail server, about mail of ours."""


@dataclass(frozen=True, slots=True)
class Found:
    """The place in a ticket that a mail names."""

    ticket_id: int
    article_id: int | None
    by: str
    """signed, known, subject or bounce"""
    named_id: int | None = None
    """The ticket it names itself, where that was merged into this one."""

    @property
    def ticket_ids(self) -> tuple[int, ...]:
        """Those of which one must be the sender's."""
        return (self.ticket_id,) if self.named_id in (None, self.ticket_id) else (self.ticket_id, self.named_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    found: Found
    role: Role
    visible: bool = True
    agent_id: int | None = None
    """The agent who is taken for the author."""
    joins: bool = False
    """Whether the sender, a known customer user, becomes a collaborator."""
    name_sender: bool = False
    """Whether the text begins with who sent it, as nobody the ticket knows did."""

    @property
    def ticket_id(self) -> int:
        return self.found.ticket_id
