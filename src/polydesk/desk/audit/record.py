"""Write down who changed what, from where, in the transaction of the change."""

import json
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import select, text

from polydesk.desk.audit.chain import START, hash_of, key_for_chain
from polydesk.desk.audit.models import AuditEntry
from polydesk.kernel.actors import Actor, AgentActor, CustomerActor
from polydesk.kernel.prepared import Prepared, insert_into
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work

NAME_LENGTH, ADDRESS_LENGTH = 200, 60
_TABLE = AuditEntry.metadata.tables["audit_entry"]
_LAST_HASH = Prepared(select(_TABLE.c.hash).order_by(_TABLE.c.id.desc()).limit(1))
_ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(4200404)")
"""Two that end at once would both take the same entry for the last one."""
_waiting_in: WeakKeyDictionary[Work, list[dict[str, Any]]] = WeakKeyDictionary()


def audit(
    work: Work,
    action: str,
    entity_type: str,
    entity_id: int | str,
    *,
    ticket_id: int | None = None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    nobody: str | None = None,
) -> None:
    """An entry of the audit trail, written when the work ends. `old` and `new` go to JSON and hold no secrets.

    `nobody` is the login of someone who was not let in, and so is no actor.
    """
    kind, actor_id, login = ("nobody", None, nobody) if nobody is not None else _who(work.actor)
    entry = {
        "create_time": work.now,
        "actor_kind": kind,
        "actor_id": actor_id,
        "actor": storable(login, NAME_LENGTH),
        "action": action,
        "entity_type": entity_type,
        "entity_id": storable(str(entity_id), NAME_LENGTH),
        "ticket_id": ticket_id,
        "remote_address": storable(work.origin, ADDRESS_LENGTH),
        "old_values": _dumped(old),
        "new_values": _dumped(new),
    }
    waiting = _waiting_in.get(work)
    if waiting is None:
        waiting = _waiting_in[work] = []
        work.at_last(lambda _end: _write(work))  # of this actor, whoever ends the work
    waiting.append(entry)


def _write(work: Work) -> None:
    entries = _waiting_in.pop(work)
    key = key_for_chain(work)
    if not work.is_sqlite:
        work.connection.execute(_ONE_AFTER_ANOTHER)
    before = next((row.hash for row in _LAST_HASH.rows(work.connection)), START)
    for entry in entries:
        before = entry["hash"] = hash_of(key, before, entry)
    insert_into(_TABLE, frozenset(entries[0])).run(work.connection, entries)


def _who(actor: Actor) -> tuple[str, int | None, str]:
    if isinstance(actor, AgentActor):
        return "agent", actor.id, actor.login
    return ("customer", None, actor.login) if isinstance(actor, CustomerActor) else ("system", None, "")


def _dumped(values: Mapping[str, Any] | None) -> str:
    """Escaped, so that it can be stored whatever it says."""
    return json.dumps(dict(values)) if values else ""
