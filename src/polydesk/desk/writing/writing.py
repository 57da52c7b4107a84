"""What an agent writes on a ticket, as its form and its draft have it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

REPLY, FORWARD, EMAIL, NOTE, PHONE = "reply", "forward", "email", "note", "phone"
MAILED = frozenset((REPLY, FORWARD, EMAIL))
"""Kinds that go out as mail."""
RIGHTS: Mapping[str, str] = {REPLY: "rw", FORWARD: "rw", EMAIL: "rw", NOTE: "note", PHONE: "rw"}
"""What each kind asks for; OTRS' own compose, forward, email_outbound and phone are given by no group, so need rw."""
HIDEABLE = frozenset((FORWARD, EMAIL, NOTE))
"""Kinds the customer sees only if that is said."""
TYPED = (
    *("kind", "to", "cc", "bcc", "subject", "body", "state", "until", "units"),
    *("answers", "seen", "visible", "incoming"),
)


@dataclass(frozen=True, slots=True)
class Writing:
    """All as texts, as the form has them. `answers` and `seen` are ids: the article answered, the newest one known."""

    kind: str = NOTE
    to: str = ""
    cc: str = ""
    bcc: str = ""
    subject: str = ""
    body: str = ""
    state: str = ""
    until: str = ""
    units: str = ""
    answers: str = ""
    seen: str = "0"
    visible: str = ""
    incoming: str = ""
    files: tuple[dict[str, Any], ...] = ()
    """Kept in a draft: key, name, kind, size and hash of the content, and whether it is left `off`."""
    forwarded: tuple[int, ...] = ()
    """Attachments of the ticket that go along once more."""

    @property
    def is_mail(self) -> bool:
        return self.kind in MAILED

    @property
    def attached(self) -> list[dict[str, Any]]:
        """The files that go along."""
        return [one for one in self.files if not one.get("off")]

    @property
    def is_visible(self) -> bool:
        """Whether the customer sees it."""
        return self.kind not in HIDEABLE or self.visible == "1"

    @property
    def content(self) -> dict[str, Any]:
        texts = {name: getattr(self, name) for name in TYPED}
        return texts | {"files": list(self.files), "forwarded": list(self.forwarded)}


def from_content(content: Mapping[str, Any]) -> Writing:
    """What a draft holds, which may be of an older version."""
    texts: dict[str, Any] = {name: str(content[name]) for name in TYPED if name in content}
    files = tuple({"key": str(place), **one} for place, one in enumerate(content.get("files", ())))
    writing = Writing(**texts, files=files, forwarded=tuple(content.get("forwarded", ())))
    return writing if writing.kind in RIGHTS else replace(writing, kind=NOTE)
