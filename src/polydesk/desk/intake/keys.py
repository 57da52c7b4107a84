"""Finding the key a request of osTicket's API came with."""

import hashlib
import hmac

from polydesk.desk.intake.registry import Intake, KeyEntry
from polydesk.kernel.work import Look


def intake_key_hash(key: str) -> str:
    """Keys of osTicket ignore letter case and trailing blanks."""
    return hashlib.sha256(key.rstrip(" ").upper().encode("utf-8", "surrogatepass")).hexdigest()


def find_intake_key(look: Look, key: str, address: str) -> KeyEntry | None:
    """The key with this text that is good from this address, whether it is in use or not."""
    wanted = intake_key_hash(key)
    found = None
    for entry in look.config(Intake).keys:  # all of them, so that the time tells nothing
        if hmac.compare_digest(entry.key_hash, wanted) and entry.address == address:
            found = entry
    return found
