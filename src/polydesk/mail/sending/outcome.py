"""What became of giving a mail to a server."""

from dataclasses import dataclass

SENT, LATER, REFUSED, BROKEN = "sent", "later", "refused", "broken"
"""Taken; refused for now; refused for good; no server could be asked, so the mail is not to blame."""


@dataclass(frozen=True, slots=True)
class Outcome:
    what: str
    error: str = ""
