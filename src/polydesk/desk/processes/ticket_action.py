"""The action of a transition that opens another ticket."""

from collections.abc import Mapping
from typing import Any

from polydesk.desk.forms.open_requested import default_type
from polydesk.desk.people.directory import Directory
from polydesk.desk.processes.article_action import prepared_article, write_article
from polydesk.desk.processes.chosen import find, pending_until, text
from polydesk.desk.processes.defaults import default_entry
from polydesk.desk.processes.setting_actions import field_settings
from polydesk.desk.processes.stages import TICKET, storing
from polydesk.desk.processes.ticket_values import PREFIX
from polydesk.desk.queues.catalogue import Catalogue, SlaEntry
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.open import NewTicket, open_ticket
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work

Config = Mapping[str, Any]


def ticket_create(work: Work, ticket: Ticket, config: Config) -> None:
    """Everything is looked up first: a ticket that can not be opened as it is wished is not opened."""
    new = _new(work, config)
    agents, locks = work.config(Directory).agents, work.config(Catalogue).locks
    owner, responsible = find(agents, config, "Owner"), find(agents, config, "Responsible")
    lock = find(locks, config, "Lock")
    fields = {key.removeprefix(PREFIX): value for key, value in config.items() if key.startswith(PREFIX)}
    settings = field_settings(work, fields)
    state_type = work.config(Catalogue).states[new.state_id].type
    until = pending_until(work, config) if state_type.startswith("pending") else None
    article = prepared_article(work, config) if text(config, "Subject") and text(config, "Body") else None
    with storing(TICKET):
        opened = open_ticket(work, new)
    set_fields(work, opened.id, settings)
    if owner:
        assign_owner(work, opened.id, owner.id)
    if responsible:
        assign_responsible(work, opened.id, responsible.id)
    if lock and state_type != "closed":
        set_lock(work, opened.id, lock.id)
    if until is not None:
        set_pending_time(work, opened.id, until)
    if text(config, "ArchiveFlag") == "y":
        set_archived(work, opened.id, archived=True)
    if article:
        write_article(work, opened, *article)
    _link(work, ticket, opened, text(config, "LinkAs"))


def _new(work: Work, config: Config) -> NewTicket:
    catalogue = work.config(Catalogue)
    service, sla = find(catalogue.services, config, "Service"), find(catalogue.slas, config, "SLA")
    if sla and not _belongs(sla, service.id if service else None):
        raise Invalid("process.sla_not_of_service", sla=sla.name)
    kind = find(catalogue.types, config, "Type")
    title = text(config, "Title")
    if not title:
        raise Invalid("process.value_missing", key="Title")
    return NewTicket(
        title=title,
        queue_id=(find(catalogue.queues, config, "Queue") or default_entry(work, "Queue")).id,
        state_id=(find(catalogue.states, config, "State") or default_entry(work, "State")).id,
        priority_id=(find(catalogue.priorities, config, "Priority") or default_entry(work, "Priority")).id,
        type_id=kind.id if kind else default_type(work),
        service_id=service.id if service else None,
        sla_id=sla.id if sla else None,
        customer_id=text(config, "CustomerID"),
        customer_user=text(config, "CustomerUser"),
        origin="process",
    )


def _belongs(sla: SlaEntry, service_id: int | None) -> bool:
    return service_id in sla.service_ids


def _link(work: Work, ticket: Ticket, opened: Ticket, role: str) -> None:
    """`role` is what the new ticket is to the old one."""
    if role == "Normal":
        link_tickets(work, ticket.id, opened.id)
    elif role == "Parent":
        link_tickets(work, opened.id, ticket.id, kind="ParentChild")
    elif role == "Child":
        link_tickets(work, ticket.id, opened.id, kind="ParentChild")
