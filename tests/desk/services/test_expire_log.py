from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from polydesk.desk.desk import Desk
from polydesk.desk.services import expire_log
from polydesk.desk.services.models import DebuggerContent, DebuggerEntry
from polydesk.kernel import clock


def log(desk: Desk, when: datetime, number: int) -> None:
    with desk.work() as work:
        entry = {"id": number, "communication_id": "c", "remote_address": "", "web_service_id": 1, "create_time": when}
        content = {"entry_id": number, "level": "debug", "subject": "s", "content": "c", "create_time": when}
        work.connection.execute(insert(DebuggerEntry), entry)
        work.connection.execute(insert(DebuggerContent), content)


def test_old_entries_go_with_what_hangs_on_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expire_log, "BATCH", 2)  # more old entries than fit into one
    now = clock.now()
    for number in range(1, 6):
        log(desk, now - timedelta(days=15), number)
    log(desk, now - timedelta(days=13), 6)
    expire_log.expire_log(desk)
    with desk.look() as look:
        assert look.connection.execute(select(DebuggerEntry.id)).scalars().all() == [6]
        assert look.connection.execute(select(DebuggerContent.entry_id)).scalars().all() == [6]
