"""Fifty of all tickets as agents' pages list them: how many there are, those changed last, and a bare table."""

from collections.abc import Iterable
from html import escape
from typing import Any

from bench.floor.driver import Driver
from bench.floor.names import Known
from bench.floor.session import agent_of

PATH = "/views/all"
PER_PAGE = 50
COOKIE = b"polydesk_agent="
NOBODY = 1
_FOUND = "FROM ticket WHERE deleted_at IS NULL AND archived = 0 AND {queue} IN ({queues})"
# As in bench/floor/listing.py: counted along one index, walked along the other.
_COUNTED, _WALKED = "queue_id", "+queue_id"
_PAGE = f"""
SELECT t.id, t.number, t.title, t.queue_id, t.state_id, t.priority_id, t.owner_id, t.customer_user, t.create_time,
 t.change_time, m.subject, m."from", p.first_name, p.last_name, c.name,
 a.create_by <> ? AND (s.create_time IS NULL OR s.create_time < a.create_time)
FROM (SELECT id, change_time {_FOUND} ORDER BY change_time DESC, id DESC LIMIT ?) l JOIN ticket t ON t.id = l.id
LEFT JOIN article a ON a.id = (SELECT max(id) FROM article WHERE ticket_id = t.id)
LEFT JOIN article_mime m ON m.article_id = a.id
LEFT JOIN customer_user p ON lower(p.login) = lower(t.customer_user)
LEFT JOIN customer_company c ON c.customer_id = t.customer_id
LEFT JOIN flag s ON s.object_kind = 'ticket' AND s.object_id = t.id AND s.key = 'Seen'
 AND s.subject_kind = 'agent' AND s.subject = ?
ORDER BY l.change_time DESC, l.id DESC
"""


def caller_of(driver: Driver, headers: Iterable[tuple[bytes, bytes]]) -> int:
    """The agent of the session in the cookie."""
    cookie = next(value for name, value in headers if name == b"cookie")
    return agent_of(driver, cookie.removeprefix(COOKIE).decode())


def list_tickets(driver: Driver, known: Known, agent_id: int) -> bytes:
    queues = ", ".join(map(str, known.queues))
    total = driver.rows(f"SELECT count(*) {_FOUND.format(queue=_COUNTED, queues=queues)}")[0][0]
    wanted = _PAGE.format(queue=_WALKED, queues=queues)
    rows = driver.rows(wanted, (agent_id, PER_PAGE + 1, str(agent_id)))
    table = "".join(_row(known, row) for row in rows[:PER_PAGE])
    return f'<!doctype html><p class="count">{total} tickets</p><table>{table}</table>'.encode()


def _row(known: Known, row: tuple[Any, ...]) -> str:
    ticket, number, title, queue, state, priority, owner, login, created, changed = row[:10]
    subject, sender, first, last, company, unread = row[10:]
    cells = (
        number,
        f"{sender or ''} {subject or ''}",
        known.states[state][0],
        known.priorities[priority],
        known.queues[queue][0],
        "" if owner == NOBODY else known.full_names[owner],
        f"{first or ''} {last or ''}".strip() or login,
        company or "",
        str(created)[:19],
        str(changed)[:19],
    )
    shown = "".join(f"<td>{escape(one)}</td>" for one in cells)
    mark = ' class="unread"' if unread else ""
    return f'<tr id="t{ticket}"{mark}><td><a href="/tickets/{ticket}">{escape(title)}</a></td>{shown}</tr>'
