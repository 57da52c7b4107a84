"""Where a ticket stands in its process: two dynamic fields say it, on every OTRS-family desk."""

from collections.abc import Collection
from dataclasses import dataclass

from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.processes.parts import Activity, ProcessEntry
from polydesk.desk.processes.registry import Processes
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Look, Work

PROCESS_FIELD, ACTIVITY_FIELD = "ProcessManagementProcessID", "ProcessManagementActivityID"


@dataclass(frozen=True, slots=True)
class Standing:
    process: ProcessEntry
    activity: Activity


def standing_of(look: Look, ticket_id: int) -> Standing | None:
    """None for a ticket that is in no process, or in one this desk does not know."""
    return standings(look, [ticket_id]).get(ticket_id)


def standings(look: Look, ticket_ids: Collection[int]) -> dict[int, Standing]:
    """Those of the tickets that are in a process. One statement, none on a desk without processes."""
    processes = look.config(Processes)
    fields = [look.config(Fields).named(name) for name in (PROCESS_FIELD, ACTIVITY_FIELD)]
    process_field, activity_field = fields
    if not processes or process_field is None or activity_field is None or not ticket_ids:
        return {}
    found = {}
    stored = read_values(look.connection, [process_field, activity_field], ticket_ids)
    for ticket_id, values in stored.items():
        process = processes.get(str(values.get(process_field.id, "")))
        activity = process.activities.get(str(values.get(activity_field.id, ""))) if process else None
        if process and activity:
            found[ticket_id] = Standing(process, activity)
    return found


def enter(work: Work, ticket_id: int, process: ProcessEntry) -> None:
    """Put a ticket at the beginning of a process."""
    values = {PROCESS_FIELD: process.entity_id, ACTIVITY_FIELD: process.start_activity}
    set_fields(work, ticket_id, [(_field(work, name), value) for name, value in values.items()])


def go_to(work: Work, ticket_id: int, activity: Activity) -> None:
    set_fields(work, ticket_id, [(_field(work, ACTIVITY_FIELD), activity.entity_id)])


def _field(look: Look, name: str) -> FieldEntry:
    field = look.config(Fields).named(name)
    if field is None:
        raise Conflict("process.field_missing", field=name)
    return field
