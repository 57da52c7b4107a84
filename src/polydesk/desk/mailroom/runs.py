"""What the fetcher knows of earlier runs: which deliveries are stored, and how each mailbox's last run went."""

from collections.abc import Sequence

from sqlalchemy import insert, select, update

from polydesk.desk.mailroom.models import Mailbox, MailboxRun, MailMessage
from polydesk.kernel.db import AnyRow
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work

_MESSAGES = MailMessage.metadata.tables["mail_message"]
_RUNS = MailboxRun.metadata.tables["mailbox_run"]
_AT_ONCE = 500
_LONGEST_ERROR = 2000


def stored_hashes(look: Look, source: str, keys: Sequence[str]) -> dict[str, str]:
    """Of these keys of a source the ones that are stored, with the hash of what was stored."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = (_MESSAGES.c.source == source, _MESSAGES.c.source_key.in_(keys[start : start + _AT_ONCE]))
        rows = look.connection.execute(select(_MESSAGES.c.source_key, _MESSAGES.c.file_hash).where(*some))
        found |= {row.source_key: row.file_hash for row in rows}
    return found


def record_run(work: Work, mailbox_id: int, *, taken: int, error: str) -> None:
    values = {"ended_at": work.now, "taken": taken, "error": storable(error, _LONGEST_ERROR)}
    if not error:
        values["succeeded_at"] = work.now
    changed = update(_RUNS).where(_RUNS.c.mailbox_id == mailbox_id).values(**values)
    if work.connection.execute(changed).rowcount == 0:
        work.connection.execute(insert(_RUNS).values(mailbox_id=mailbox_id, **values))


def last_run(look: Look, mailbox_id: int) -> AnyRow | None:
    return look.connection.execute(select(_RUNS).where(_RUNS.c.mailbox_id == mailbox_id)).one_or_none()


def list_runs(look: Look) -> Sequence[AnyRow]:
    """Every mailbox that was ever fetched from, with how it went the last time."""
    joined = _RUNS.join(Mailbox.metadata.tables["mailbox"])
    return look.connection.execute(select(Mailbox.name, _RUNS).select_from(joined).order_by(Mailbox.name)).all()
