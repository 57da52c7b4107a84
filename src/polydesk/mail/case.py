"""One message on its way from the store to a ticket: what the filters have found out so far."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from polydesk.desk.mailroom.outcome import LONGEST_TEXT
from polydesk.desk.mailroom.thread import Thread
from polydesk.kernel.db import AnyRow
from polydesk.kernel.storable import storable
from polydesk.mail.parsed import ParsedMail


@dataclass(slots=True)
class Case:
    message: AnyRow
    """As it was stored: by which way it came, and what that way is trusted with."""
    mail: ParsedMail
    controls: dict[str, str] = field(default_factory=dict)
    """X-OTRS-… headers in force, by lower-case name: those of a trusted mailbox, and what our own rules set."""
    is_automatic: bool = False
    is_bounce: bool = False
    is_spam: bool = False
    is_unanswered: bool = False
    """A filter or a trusted header wants nothing sent back."""
    thread: Thread | None = None
    """The conversation it goes on with."""
    claimed_ticket_id: int | None = None
    """A ticket the message names, but its sender has no part in."""
    continued_ticket_id: int | None = None
    """A closed ticket which takes no answers, and whose conversation a new one goes on with."""
    is_rejected_follow_up: bool = False
    """The ticket takes the answer but stays closed, and its sender is told so."""
    missing_domains: Collection[str] = ()
    """Domains of the sender that do not exist, where the desk asks for that."""
    steps: list[dict[str, Any]] = field(default_factory=list)
    """The flight recorder."""

    @property
    def as_original(self) -> bool:
        return bool(self.message.as_original)

    @property
    def sender(self) -> str:
        return self.mail.sender.email if self.mail.sender else ""

    def note(self, name: str, saw: object, decided: str) -> None:
        """Write down which question was asked, what there was to see, and what follows from it."""
        shown, answer = (storable(text, LONGEST_TEXT) for text in (str(saw), decided))
        self.steps.append({"filter": name, "saw": shown, "decided": answer})
