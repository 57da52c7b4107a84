"""Requests that may come twice: the first is carried out, and its answer is given to those that repeat it.

A key is taken in the transaction of the change it guards, so that it is taken exactly if something was changed.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.access.models import RepeatedRequest
from polydesk.desk.desk import Desk
from polydesk.kernel.errors import Conflict
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.work import Look, Work

KEPT = timedelta(hours=24)
UNANSWERED = 0
REPEATED = "request_repeated"
_TABLE = RepeatedRequest.metadata.tables["repeated_request"]
_BY_KEY = Prepared(
    select(_TABLE.c.request_hash, _TABLE.c.status, _TABLE.c.body).where(_TABLE.c.key_hash == bindparam("key"))
)


@dataclass(slots=True)
class Claim:
    """On a key, for one request. Both are hashes; `is_taken` once something was changed in its name."""

    key_hash: str
    request_hash: str
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    request_hash: str
    status: int
    """UNANSWERED while the request is carried out, and for good if its answer got lost."""
    body: str


def find_answer(look: Look, key_hash: str) -> KeptAnswer | None:
    row = next(iter(_BY_KEY.rows(look.connection, key=key_hash)), None)
    return KeptAnswer(row.request_hash, row.status, row.body) if row else None


def take_key(work: Work, claim: Claim) -> None:
    """Raises Conflict if another request has it; on PostgreSQL after waiting for what becomes of that one."""
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    row = insert(_TABLE).values(
        key_hash=claim.key_hash,
        request_hash=claim.request_hash,
        status=UNANSWERED,
        body="",
        create_time=work.now,
    )
    taken = work.connection.execute(row.on_conflict_do_nothing().returning(_TABLE.c.key_hash)).scalar()
    if taken is None:
        raise Conflict(REPEATED)


def keep_answer(work: Work, claim: Claim, status: int, body: str) -> None:
    kept = update(_TABLE).where(_TABLE.c.key_hash == claim.key_hash).values(status=status, body=body)
    work.connection.execute(kept)


def expire_repeated_requests(desk: Desk) -> None:
    with desk.work() as work:
        work.connection.execute(delete(_TABLE).where(_TABLE.c.create_time < work.now - KEPT))
