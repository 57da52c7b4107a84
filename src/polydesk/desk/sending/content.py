"""What a mail is composed from, as it is kept in its row until it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from polydesk.desk.sending.registry import MailAddress


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file in the desk's store that goes along."""

    hash: str
    filename: str
    content_type: str
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    sender: MailAddress
    to: Sequence[MailAddress]
    cc: Sequence[MailAddress] = ()
    reply_to: MailAddress | None = None
    text: str
    html: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further ones, such as Auto-Submitted."""
    files: Sequence[MailFile] = ()


def to_json(content: Content) -> dict[str, Any]:
    stored: dict[str, Any] = msgspec.to_builtins(content)
    return stored


def from_json(stored: Mapping[str, Any]) -> Content:
    return msgspec.convert(stored, Content)
