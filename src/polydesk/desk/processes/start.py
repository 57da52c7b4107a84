"""Start a process: its first dialog opens the ticket."""

from dataclasses import dataclass

from polydesk.desk.forms.acl import allowed
from polydesk.desk.forms.open_requested import default_type
from polydesk.desk.people.customers import find_customer
from polydesk.desk.people.directory import Directory
from polydesk.desk.processes.dialog_form import about_dialog
from polydesk.desk.processes.dialog_properties import Filling
from polydesk.desk.processes.filled_in import SET_BY_OPENING, FilledIn, fill_in
from polydesk.desk.processes.parts import Activity, Dialog, ProcessEntry
from polydesk.desk.processes.place import enter
from polydesk.desk.processes.registry import Processes
from polydesk.desk.processes.stages import PREPARATION, STATE, TICKET, stage
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.open import NewTicket, open_ticket
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor, CustomerActor
from polydesk.kernel.errors import Forbidden, Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work


@dataclass(frozen=True, slots=True)
class Start:
    """A process somebody may start, with the dialog it begins with."""

    process: ProcessEntry
    activity: Activity
    dialog: Dialog


@dataclass(frozen=True, slots=True)
class Done:
    ticket_id: int
    ticket_number: str
    article_id: int | None


def startable_processes(look: Look, filling: Filling, endpoint: str) -> list[Start]:
    """Those that take new tickets and begin with a dialog for this person, and that ACLs leave."""
    starts = [start for process in look.config(Processes) if (start := _start(process, filling.interface))]
    about = about_dialog(None, None, None, filling, endpoint)
    left = set(allowed(look, "Process", [one.process.entity_id for one in starts], about))
    return [one for one in starts if one.process.entity_id in left]


def find_start(look: Look, entity_id: str, filling: Filling, endpoint: str) -> Start:
    """Raises NotFound for a process that is not there, or that this person can not start."""
    for start in startable_processes(look, filling, endpoint):
        if start.process.entity_id == entity_id:
            return start
    raise NotFound("process.not_startable", process=entity_id)


def _start(process: ProcessEntry, interface: str) -> Start | None:
    dialog = process.start() if process.takes_new_tickets else None
    if dialog is None or not dialog.is_for(interface):
        return None
    return Start(process, process.activities[process.start_activity], dialog)


def start_process(work: Work, entity_id: str, filled: FilledIn, *, interface: str) -> Done:
    """Open a ticket, put it at the beginning of the process, and take the transitions that hold.

    Raises NotFound for a process that does not begin here, Forbidden for a queue the agent may open no ticket in.
    """
    process = work.config(Processes).get(entity_id)
    start = _start(process, interface) if process else None
    if start is None:
        raise NotFound("process.not_startable", process=entity_id)
    with stage(PREPARATION):
        new = _new_ticket(work, start.process, filled)
    _may_create(work, new.queue_id)
    with stage(TICKET):
        ticket = open_ticket(work, new)
        _give_owner(work, ticket)
    with stage(STATE):
        enter(work, ticket.id, start.process)
    article_id = fill_in(work, ticket, start.dialog, filled, without=SET_BY_OPENING)
    return Done(ticket.id, ticket.number, article_id)


def _new_ticket(work: Work, process: ProcessEntry, filled: FilledIn) -> NewTicket:
    customer_id, customer_user = _customer(work, filled)
    return NewTicket(
        title=filled.text("Title").strip() or f"{process.name} - {work.now:%Y-%m-%d %H:%M:%S}",
        queue_id=_needed(filled, "QueueID"),
        state_id=_needed(filled, "StateID"),
        priority_id=_needed(filled, "PriorityID"),
        type_id=filled.number("TypeID") or default_type(work),
        service_id=filled.number("ServiceID"),
        sla_id=filled.number("SLAID"),
        customer_id=customer_id,
        customer_user=customer_user,
        origin="process",
        remote_address=work.origin[:64],
    )


def _needed(filled: FilledIn, name: str) -> int:
    value = filled.number(name)
    if value is None:
        raise Invalid("process.value_missing", key=name)
    return value


def _customer(work: Work, filled: FilledIn) -> tuple[str, str]:
    if not isinstance(work.actor, CustomerActor):
        return filled.text("CustomerID"), filled.text("CustomerUserID")
    person = find_customer(work, work.actor.login)
    return (person.customer_id if person else ""), work.actor.login


def _may_create(work: Work, queue_id: int) -> None:
    """Customers may open tickets in the queues their form offers; agents need the right to."""
    if isinstance(work.actor, AgentActor):
        group_id = work.config(Catalogue).queues[queue_id].group_id
        if group_id not in work.config(Directory).groups_with(work.actor.id, "create"):
            raise Forbidden("right_missing", right="create")


def _give_owner(work: Work, ticket: Ticket) -> None:
    """What customers open belongs to the desk's agent for them."""
    owner = int(work.config(Settings)["CustomerPanelUserID"])
    if isinstance(work.actor, CustomerActor) and owner != SYSTEM_AGENT_ID and work.config(Directory).agents.get(owner):
        assign_owner(work, ticket.id, owner)
