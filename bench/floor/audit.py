"""One entry of the audit trail, chained to the one before."""

import hashlib
import json
from typing import Any

from bench.floor.driver import Driver

_LAST = "SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1"
_INSERT = """
INSERT INTO audit_entry (create_time, actor_kind, actor_id, actor, action, entity_type, entity_id, ticket_id,
remote_address, old_values, new_values, hash) VALUES (?, 'agent', ?, 'bench', ?, 'ticket', ?, ?, '127.0.0.1', ?, ?, ?)
"""


def audit(driver: Driver, now: Any, agent: int, action: str, ticket_id: int, **values: dict[str, Any]) -> None:
    """`old` and `new` are what changed."""
    before = driver.rows(_LAST)
    old, new = json.dumps(values.get("old", {})), json.dumps(values.get("new", {}))
    said = json.dumps([before, str(now), agent, action, ticket_id, old, new])
    digest = hashlib.sha256(said.encode()).hexdigest()
    driver.run(_INSERT, (now, agent, action, str(ticket_id), ticket_id, old, new, digest))
