"""Set the service and the SLA of a ticket."""

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.escalate import reckon_escalation
from polydesk.desk.tickets.events import ServiceSet, SlaSet
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Work


def set_service(work: Work, ticket_id: int, service_id: int, *, right: str = "rw") -> Ticket:
    """An SLA that does not belong to the new service is dropped."""
    ticket = load_ticket(work, ticket_id, right)
    if service_id == ticket.service_id:
        return ticket
    catalogue = work.config(Catalogue)
    sla = catalogue.slas.get(ticket.sla_id)
    if sla and service_id not in sla.service_ids:
        ticket.sla_id = None
        reckon_escalation(work, ticket)
        work.record(SlaSet(ticket, None, sla))
    old, new = catalogue.services.get(ticket.service_id), catalogue.services[service_id]
    ticket.service_id = service_id
    work.record(ServiceSet(ticket, new, old))
    return ticket


def set_sla(work: Work, ticket_id: int, sla_id: int, *, right: str = "rw") -> Ticket:
    ticket = load_ticket(work, ticket_id, right)
    if sla_id != ticket.sla_id:
        slas = work.config(Catalogue).slas
        old, new = slas.get(ticket.sla_id), slas[sla_id]
        ticket.sla_id = sla_id
        reckon_escalation(work, ticket)
        work.record(SlaSet(ticket, new, old))
    return ticket
