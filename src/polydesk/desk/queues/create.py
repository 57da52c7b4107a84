"""Adds a queue."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.audit.record import audit
from polydesk.desk.columns import VALID
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.queues.models import (
    FOLLOW_UP_NEW_TICKET,
    FOLLOW_UP_POSSIBLE,
    Queue,
    Salutation,
    Signature,
    SystemAddress,
)
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.kernel.work import Work

_TABLE = Queue.metadata.tables["queue"]
_REFERENCES: dict[str, Any] = {
    "system_address_id": SystemAddress,
    "salutation_id": Salutation,
    "signature_id": Signature,
}
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQueue:
    """`unlock_timeout` is minutes; what is None is left to the desk."""

    name: str
    group_id: int
    system_address_id: int | None = None
    salutation_id: int | None = None
    signature_id: int | None = None
    unlock_timeout: int = 0
    follow_up: int = FOLLOW_UP_POSSIBLE
    follow_up_lock: int = 0
    comment: str = ""


def create_queue(work: Work, queue: NewQueue) -> int:
    """Its id. Raises Invalid for what names nothing, Conflict for a name that is taken, in whatever case."""
    _check(work, queue)
    values = {
        **asdict(queue),
        "valid": VALID,
        "create_time": work.now,
        "create_by": acting_agent_id(work.actor),
        "change_time": work.now,
        "change_by": acting_agent_id(work.actor),
    }
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    row = insert(_TABLE).values(values).on_conflict_do_nothing(index_elements=["name"]).returning(_TABLE.c.id)
    queue_id = work.connection.execute(row).scalar()
    if queue_id is None:
        raise Conflict("queue.name_taken", name=queue.name)
    audit(work, "queue.create", "queue", queue_id, new=asdict(queue))
    work.configuration_changed()
    return int(queue_id)


def _check(work: Work, queue: NewQueue) -> None:
    if not 0 < len(queue.name) <= LONGEST_NAME:
        raise Invalid("queue.name", name=queue.name)
    if work.config(Catalogue).queues.named_in_any_case(queue.name):
        raise Conflict("queue.name_taken", name=queue.name)
    group = work.config(Directory).groups.get(queue.group_id)
    if group is None or not group.valid:
        raise Invalid("queue.group", id=queue.group_id)
    if not FOLLOW_UP_POSSIBLE <= queue.follow_up <= FOLLOW_UP_NEW_TICKET:
        raise Invalid("queue.follow_up", id=queue.follow_up)
    for name, model in _REFERENCES.items():
        wanted = getattr(queue, name)
        known = select(model.id).where(model.id == wanted)
        if wanted is not None and work.connection.execute(known).scalar() is None:
            raise Invalid(f"queue.{name}", id=wanted)
