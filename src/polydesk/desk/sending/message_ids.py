"""Message-IDs of our own mail: each names its ticket, article and reader, and nobody else can make one.

A reply carries the id back in In-Reply-To or References and so finds its ticket. The signature is a whole
HMAC-SHA256; letter case may get lost on the way.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from polydesk.desk.sending.registry import Mailing, secret_for_signing
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

TO_CUSTOMER, TO_AGENT, TO_COLLABORATOR, TO_OTHERS = "u", "s", "c", "x"
"""Who a mail went to: the ticket's customer, an agent, a collaborator, somebody else."""

_ID = re.compile(
    r"pd-([0-9]{1,19})-([0-9]{1,19})-([uscx])([0-9]{1,19})-([0-9a-f]{16})-([0-9a-f]{64})@[^@<>\s]{1,255}", re.ASCII
)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class SignedId:
    ticket_id: int
    article_id: int
    """0: none."""
    kind: str
    person_id: int
    """The agent or customer user it was sent to; 0: not said."""


def new_message_id(work: Work, ticket_id: int, article_id: int, kind: str, *, person_id: int = 0) -> str:
    """A Message-ID without its angle brackets. Ids that do not apply are 0."""
    said = f"pd-{ticket_id}-{article_id}-{kind}{person_id}-{secrets.token_hex(8)}"
    return f"{said}-{_signature(secret_for_signing(work), said)}@{mail_host(work)}"


def read_message_id(look: Look, text: str) -> SignedId | None:
    """What an id with or without angle brackets says, if it is ours and unaltered."""
    found = _ID.fullmatch(text.strip().removeprefix("<").removesuffix(">").lower())
    secret = look.config(Mailing).secret
    if found is None or secret is None:
        return None
    said = found[0].partition("@")[0].rpartition("-")[0]
    if not hmac.compare_digest(_signature(secret, said), found[6]):
        return None
    return SignedId(int(found[1]), int(found[2]), found[3], int(found[4]))


def mail_host(look: Look) -> str:
    """The FQDN if it can stand in a header, else localhost."""
    name: str = look.config(Settings)["FQDN"]
    return name if _HOST.fullmatch(name) else "localhost"


def _signature(secret: bytes, said: str) -> str:
    return hmac.new(secret, b"message-id:" + said.encode(), hashlib.sha256).hexdigest()
