"""Whether a process takes new tickets, only goes on with those it has, or does nothing."""

from sqlalchemy import select, update

from polydesk.desk.audit.record import audit
from polydesk.desk.processes.models import STATES
from polydesk.desk.processes.registry import PROCESSES
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.work import Work


def set_state(work: Work, entity_id: str, state: str) -> None:
    """Raises NotFound, and Invalid for what is no state."""
    if state not in STATES:
        raise Invalid("process.state", state=state)
    row = PROCESSES.c.entity_id == entity_id
    before = work.connection.execute(select(PROCESSES.c.state).where(row).with_for_update()).scalar()
    if before is None:
        raise NotFound("process.not_found", name=entity_id)
    if before == state:
        return
    stamps = {"change_time": work.now, "change_by": acting_agent_id(work.actor)}
    work.connection.execute(update(PROCESSES).where(row).values(state=state, **stamps))
    audit(work, "process.state", "process", entity_id, old={"state": before}, new={"state": state})
    work.configuration_changed()
