"""Queues with everything that is set for them, for those who may read them."""

from sqlalchemy import select

from polydesk.desk.people.directory import Directory
from polydesk.desk.people.roles import is_admin
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.queues.models import Queue
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.among import among
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Forbidden, NotFound
from polydesk.kernel.work import Look

_TABLE = Queue.metadata.tables["queue"]
_QUEUES = select(_TABLE).where(among(_TABLE.c.id, "ids")).order_by(_TABLE.c.name, _TABLE.c.id)


def list_queues(look: Look, *, valid: int | None = None) -> list[AnyRow]:
    """Rows of the queues the actor may read, by name. Raises Forbidden for who may read none."""
    ids = _readable(look)
    if not ids:
        raise Forbidden("queue.none_readable")
    rows = look.connection.execute(_QUEUES, {"ids": ids}).all()
    return [row for row in rows if valid is None or row.valid == valid]


def find_queue(look: Look, queue_id: int) -> AnyRow:
    """Raises NotFound, or Forbidden for a queue the actor may not read."""
    check_readable(look, queue_id)
    return look.connection.execute(_QUEUES, {"ids": [queue_id]}).one()


def check_readable(look: Look, queue_id: int) -> None:
    """Raises NotFound, or Forbidden for a queue the actor may not read."""
    if look.config(Catalogue).queues.get(queue_id) is None:
        raise NotFound("queue.not_found", id=queue_id)
    if queue_id not in _readable(look):
        raise Forbidden("queue.not_readable", id=queue_id)


def _readable(look: Look) -> list[int]:
    """Queues are the business of admins also where the tickets in them are not."""
    queues = look.config(Catalogue).queues
    if is_admin(look, look.actor):
        return [queue.id for queue in queues]
    if not isinstance(look.actor, AgentActor):
        return []
    groups = look.config(Directory).groups_with(look.actor.id, "ro")
    return [queue.id for queue in queues if queue.group_id in groups]
