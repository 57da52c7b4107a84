"""What somebody sends who wants no more mail about a ticket: only who got it from us has it.

Not a Message-ID, which everybody sees who is answered along with them.
"""

import hashlib
import hmac
import re

from polydesk.desk.sending.message_ids import SignedId
from polydesk.desk.sending.registry import Mailing, secret_for_signing
from polydesk.kernel.work import Look, Work

LEAVE = "unsubscribe"
"""The first word of the subject, before the token."""
_SUBJECT = re.compile(
    rf"\s*{LEAVE}\s+(leave-([0-9]{{1,18}})-([sc])([0-9]{{1,18}}))-([0-9a-f]{{64}})\s*", re.ASCII | re.I
)


def leave_token(work: Work, ticket_id: int, kind: str, person_id: int) -> str:
    """`kind` is TO_AGENT for a watcher or TO_COLLABORATOR."""
    said = f"leave-{ticket_id}-{kind}{person_id}"
    return f"{said}-{_signature(secret_for_signing(work), said)}"


def read_leaving(look: Look, subject: str) -> SignedId | None:
    """Who leaves which ticket, if a subject says so in words of ours."""
    found = _SUBJECT.fullmatch(subject[:300])
    secret = look.config(Mailing).secret
    if found is None or secret is None:
        return None
    said, ticket_id, kind, person_id, signature = (one.lower() for one in found.groups())
    if not hmac.compare_digest(_signature(secret, said), signature):
        return None
    return SignedId(int(ticket_id), 0, kind, int(person_id))


def _signature(secret: bytes, said: str) -> str:
    return hmac.new(secret, b"leave:" + said.encode(), hashlib.sha256).hexdigest()
