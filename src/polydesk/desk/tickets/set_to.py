"""What a ticket is set to, under the names OTRS and its family give it."""

from typing import Any

from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look


def set_to(look: Look, row: AnyRow) -> dict[str, Any]:
    """By name and id. Names of service and SLA are there only when they are set."""
    catalogue, agents = look.config(Catalogue), look.config(Directory).agents
    queue, state = catalogue.queues[row.queue_id], catalogue.states[row.state_id]
    shape = {
        "GroupID": queue.group_id,
        "Lock": catalogue.locks[row.lock_id].name,
        "LockID": row.lock_id,
        "Owner": agents[row.owner_id].login,
        "OwnerID": row.owner_id,
        "Priority": catalogue.priorities[row.priority_id].name,
        "PriorityID": row.priority_id,
        "Queue": queue.name,
        "QueueID": row.queue_id,
        "Responsible": agents[row.responsible_id].login,
        "ResponsibleID": row.responsible_id,
        "SLAID": row.sla_id or "",
        "ServiceID": row.service_id or "",
        "State": state.name,
        "StateID": row.state_id,
        "StateType": state.type,
        "Type": catalogue.types[row.type_id].name,
        "TypeID": row.type_id,
    }
    if row.sla_id:
        shape["SLA"] = catalogue.slas[row.sla_id].name
    if row.service_id:
        shape["Service"] = catalogue.services[row.service_id].name
    return shape
