"""What a mail says, after all decoding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFile:
    filename: str
    content: bytes
    content_type: str
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMail:
    """Texts are decoded, without NUL and lone surrogates. Header names in `headers` are lower-case, values decoded."""

    sender: Address | None
    reply_to: Address | None
    to: Sequence[Address]
    cc: Sequence[Address]
    delivered_to: Sequence[str]
    subject: str
    message_id: str
    """Without angle brackets. Made from the whole mail (as the original: its header block) when it has none, so
    that a second copy has the same."""
    in_reply_to: Sequence[str]
    references: Sequence[str]
    headers: Mapping[str, Sequence[str]]
    header_block: str
    html: str
    """Empty if the mail has none."""
    text: str
    files: Sequence[MailFile]
    is_automatic: bool
    is_bounce: bool
    original_message_id: str = ""
    """Of the mail a bounce tells of."""
    protections: Sequence[str] = ()
    """smime-signed, smime-encrypted, pgp-signed, pgp-encrypted: what parts claim to be, not what was checked."""
    notes: Sequence[str] = field(default=())
    """What was odd: cut, undecodable, left out. For the flight recorder."""
