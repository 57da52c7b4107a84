"""Whether the audit trail is as it was written."""

from dataclasses import dataclass
from hmac import compare_digest

from sqlalchemy import select

from polydesk.desk.audit.chain import START, ChainKey, hash_of
from polydesk.desk.audit.models import AuditEntry
from polydesk.kernel.work import Look

_TABLE = AuditEntry.metadata.tables["audit_entry"]
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the first entry that does not follow from those before it. Nothing tells that the newest
    entries were taken away but an older verdict: `last` must stand in every later trail."""

    count: int
    last: str
    broken_at: int | None = None


def verify_audit(look: Look) -> Verdict:
    """Reads the whole trail."""
    key, before, count = look.config(ChainKey).value or b"", START, 0
    rows = look.connection.execute(select(_TABLE).order_by(_TABLE.c.id).execution_options(yield_per=_AT_ONCE))
    for row in rows:
        if not compare_digest(hash_of(key, before, row._asdict()), row.hash):
            rows.close()
            return Verdict(count, before, row.id)
        before, count = row.hash, count + 1
    return Verdict(count, before)
