"""What tickets can be set to: types, states, priorities, locks, services, SLAs."""

from typing import Any

from polydesk.desk.configuration.links import Link, names_of
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.sections.escalation import ESCALATION
from polydesk.desk.configuration.values import MAX_TEXT, VALIDITY, reference, text
from polydesk.desk.queues.models import Lock, Priority, Service, ServiceSla, Sla, State, StateType, TicketType

_service_sla: Any = ServiceSla.__table__
_NAME = text("name", required=True)
_COMMENT = text("comment", limit=MAX_TEXT)

TYPES = Section("types", TicketType, "name", (_NAME, VALIDITY))
STATES = Section("states", State, "name", (_NAME, reference("type", StateType, "type_id"), VALIDITY))
PRIORITIES = Section("priorities", Priority, "name", (_NAME, text("color", limit=25), VALIDITY))
LOCKS = Section("locks", Lock, "name", (_NAME, VALIDITY))
SERVICES = Section("services", Service, "name", (_NAME, _COMMENT, VALIDITY))
SLAS = Section(
    "slas",
    Sla,
    "name",
    (_NAME, *ESCALATION, _COMMENT, VALIDITY),
    (Link("services", _service_sla, "sla_id", ("service_id",), *names_of(Service)),),
)
