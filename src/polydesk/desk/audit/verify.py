"""Whether the audit trail is as it was written."""

import json
from dataclasses import dataclass
from hmac import compare_digest

from sqlalchemy import select

from polydesk.desk.audit.chain import START, ChainKey, hash_of
from polydesk.desk.audit.models import AuditEntry
from polydesk.kernel.work import Look

_TABLE = AuditEntry.metadata.tables["audit_entry"]
_AT_ONCE = 1000
REMOVAL = "audit.expire"
"""What entries are called that tell where the rest goes on since its old end was removed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the first entry that does not follow from those before it. Nothing tells that the newest
    entries were taken away but an older verdict: `last` must stand in every later trail. `start` is the hash of the
    last entry that was removed for its age, which the first one kept must follow from."""

    count: int
    last: str
    broken_at: int | None = None
    start: str = START


def verify_audit(look: Look) -> Verdict:
    """Reads the whole trail."""
    start = _start(look)
    key, before, count = look.config(ChainKey).value or b"", start, 0
    rows = look.connection.execute(select(_TABLE).order_by(_TABLE.c.id).execution_options(yield_per=_AT_ONCE))
    for row in rows:
        if not compare_digest(hash_of(key, before, row._asdict()), row.hash):
            rows.close()
            return Verdict(count, before, row.id, start)
        before, count = row.hash, count + 1
    return Verdict(count, before, start=start)


def _start(look: Look) -> str:
    """By the newest removal, which is good only if it fits the chain itself, as whoever reads on will see."""
    newest = select(_TABLE.c.new_values).where(_TABLE.c.action == REMOVAL).order_by(_TABLE.c.id.desc()).limit(1)
    try:
        return str(json.loads(look.connection.execute(newest).scalar() or "{}").get("hash", START))
    except (ValueError, AttributeError):  # somebody wrote into it
        return START
