"""TicketSearch by title: one statement."""

from typing import Any

from bench.floor.driver import Driver
from bench.floor.names import Known

_SQLITE = """
SELECT t.id FROM ticket t JOIN fts_ticket_title f ON +f.rowid = t.id
WHERE t.deleted_at IS NULL AND t.queue_id IN ({queues}) AND f.title GLOB ? ORDER BY f.rowid DESC LIMIT ?
"""
_POSTGRES = """
SELECT t.id FROM ticket t JOIN fts_ticket_title f ON f.rowid = t.id
WHERE t.deleted_at IS NULL AND t.queue_id IN ({queues}) AND f.title LIKE ?
ORDER BY t.create_time DESC, t.id DESC LIMIT ?
"""


def search(driver: Driver, known: Known, _agent: int, request: dict[str, Any]) -> dict[str, Any]:
    pattern, queues = request["Title"].casefold(), ", ".join(map(str, known.queues))
    if driver.is_sqlite:
        sql = _SQLITE.format(queues=queues)
    else:
        sql, pattern = _POSTGRES.format(queues=queues), pattern.replace("*", "%")
    found = driver.rows(sql, (pattern, request["Limit"]))
    return {"TicketID": [str(ticket) for (ticket,) in found]} if found else {}
