"""The debugger's log of a web service."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert

from polydesk.desk.services.models import DebuggerContent, DebuggerEntry
from polydesk.kernel.work import Work

LEVELS = {"debug": 0, "info": 1, "notice": 2, "error": 3}
_ENTRY = DebuggerEntry.metadata.tables["debugger_entry"]
_CONTENT = DebuggerContent.metadata.tables["debugger_content"]


@dataclass(frozen=True, slots=True)
class Content:
    level: str
    subject: str
    content: str


def log_communication(
    work: Work, service_id: int, remote_address: str, contents: Sequence[Content], *, operation: str = ""
) -> None:
    """Keep what one request had to say, under a communication id of its own."""
    row = insert(_ENTRY).values(
        communication_id=secrets.token_hex(16),
        remote_address=remote_address[:60],
        web_service_id=service_id,
        create_time=work.now,
        operation=operation[:200],
    )
    entry_id = work.connection.execute(row.returning(_ENTRY.c.id)).scalar_one()
    for one in contents:
        work.write(
            _CONTENT,
            entry_id=entry_id,
            level=one.level,
            subject=one.subject,
            content=one.content.replace("\0", ""),
            create_time=work.now,
        )
