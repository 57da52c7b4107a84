"""What an agent may ask for a few times only in a while: tries that make the desk call others. Each is written down."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from polydesk.desk.audit.models import AuditEntry
from polydesk.desk.audit.record import audit
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Work

MOST = 20
WITHIN = timedelta(minutes=10)
_TABLE = AuditEntry.metadata.tables["audit_entry"]


def audit_try(
    work: Work, action: str, entity_type: str, entity_id: int | str, *, new: Mapping[str, Any] | None = None
) -> None:
    """Raises Conflict when this agent has done it twenty times in the last ten minutes."""
    own = (
        _TABLE.c.action == action,
        _TABLE.c.actor_kind == "agent",
        _TABLE.c.actor_id == acting_agent_id(work.actor),
        _TABLE.c.create_time > work.now - WITHIN,
    )
    if work.connection.execute(select(func.count()).select_from(_TABLE).where(*own)).scalar_one() >= MOST:
        raise Conflict("tried_too_often", action=action)
    audit(work, action, entity_type, entity_id, new=new)
