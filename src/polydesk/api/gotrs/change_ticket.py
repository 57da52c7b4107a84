"""`PUT` and `DELETE` of a ticket."""

from typing import Annotated

from fastapi import APIRouter, Response

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.choices import check_agent, lock_of, pending_time, priority_of, queue_of, state_of, type_of
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.etags import check_etag, with_etag
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.api.gotrs.ticket_ids import find_ticket
from polydesk.api.gotrs.ticket_inputs import TicketChanges
from polydesk.api.gotrs.ticket_schema import Archived, Ticket
from polydesk.api.gotrs.ticket_shape import ticket_shape
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue, StateEntry
from polydesk.desk.tickets import models
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.open import LONGEST_TITLE
from polydesk.desk.tickets.queries import count_articles
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.set_type import set_type
from polydesk.kernel.actors import SYSTEM_AGENT_ID, acting_agent_id
from polydesk.kernel.clock import epoch
from polydesk.kernel.work import Look, Work

router = APIRouter(tags=["Tickets"])
ARCHIVED = "Ticket archived"
_SUCCESS = "closed successful"
_ENDED = ("closed", "merged")


@router.put("/api/v1/tickets/{ticket_id}", response_model=Success[Ticket], responses=refusals(403, 404, 412))
def update_ticket(call: Annotated[Call, needs("tickets:write")], ticket_id: str, changes: TicketChanges) -> Response:
    """Change what is named. With `If-Match` only if the ticket is still the one with that ETag."""
    if changes.is_empty:
        raise Refused(400, "No fields to update")
    known = find_ticket(call.look(), ticket_id)
    with call.work() as work:
        ticket = load_ticket(work, known, "rw")
        check_etag(call, ticket)
        _check_queue(work, ticket, changes)
        let_finish(work, ticket)  # a change may take away the right the next one needs
        _change(work, ticket, changes)
        work.flush()
        shape = ticket_shape(work, ticket, article_count=count_articles(work, ticket.id))
    return with_etag(ok(shape), ticket)


def _check_queue(look: Look, ticket: models.Ticket, changes: TicketChanges) -> None:
    if changes.queue_id in (None, ticket.queue_id):
        return
    queue = queue_of(look, changes.queue_id)
    if queue.group_id not in look.config(Directory).groups_with(acting_agent_id(look.actor), "move_into"):
        raise Refused(403, "You do not have permission to access this queue", code="core:forbidden")


def _change(work: Work, ticket: models.Ticket, changes: TicketChanges) -> None:
    if changes.title is not None:
        rename_ticket(work, ticket.id, _title(changes.title), longest=LONGEST_TITLE)
    if changes.type_id is not None:
        set_type(work, ticket.id, type_of(work, changes.type_id).id)
    if changes.priority_id is not None:
        set_priority(work, ticket.id, priority_of(work, changes.priority_id).id)
    _change_state(work, ticket, changes)
    if changes.customer_user_id is not None or changes.customer_id is not None:
        set_customer(
            work,
            ticket.id,
            customer_id=ticket.customer_id if changes.customer_id is None else changes.customer_id,
            customer_user=ticket.customer_user if changes.customer_user_id is None else changes.customer_user_id,
        )
    _change_people(work, ticket, changes)
    if changes.queue_id is not None:
        move_ticket(work, ticket.id, changes.queue_id)
    if changes.lock is not None:
        set_lock(work, ticket.id, lock_of(work, changes.lock).id)


def _title(sent: str) -> str:
    title = sent.strip()
    if not title:
        raise Refused(400, "Title cannot be empty")
    if len(title) > LONGEST_TITLE:
        raise Refused(400, f"Title too long (max {LONGEST_TITLE} characters)")
    return title


def _change_state(work: Work, ticket: models.Ticket, changes: TicketChanges) -> None:
    if changes.state_id is None:
        state: StateEntry = work.config(Catalogue).states[ticket.state_id]
    else:
        state = state_of(work, changes.state_id)
    until = pending_time(state, changes.pending_until, is_needed=not ticket.until_time)
    set_state(work, ticket.id, state.id)
    if until:
        set_pending_time(work, ticket.id, epoch(until))


def _change_people(work: Work, ticket: models.Ticket, changes: TicketChanges) -> None:
    if changes.owner is not None:
        check_agent(work, changes.owner)
        assign_owner(work, ticket.id, changes.owner)
    if changes.sets_responsible:
        responsible = SYSTEM_AGENT_ID if changes.responsible is None else changes.responsible
        check_agent(work, responsible)
        assign_responsible(work, ticket.id, responsible)


@router.delete("/api/v1/tickets/{ticket_id}", response_model=Success[Archived], responses=refusals(403, 404, 412))
def archive_ticket(call: Annotated[Call, needs("tickets:delete")], ticket_id: str) -> Response:
    """Close the ticket and put it into the archive. It stays readable; lists leave it out."""
    if call.caller.role is Role.CUSTOMER:
        raise Refused(403, "Customers cannot delete tickets", code="core:forbidden")
    known = find_ticket(call.look(), ticket_id)
    with call.work() as work:
        ticket = load_ticket(work, known, "rw")
        check_etag(call, ticket)
        if work.config(Catalogue).states[ticket.state_id].type in _ENDED:
            raise Refused(400, "Ticket is already closed")
        let_finish(work, ticket)
        set_state(work, ticket.id, _closed_state(work))
        set_archived(work, ticket.id, True)
        add_article(work, ticket.id, _note_of_archiving(work))
    archived = {
        "id": ticket.id,
        "state_id": ticket.state_id,
        "archive_flag": ticket.archived,
        "archived_at": moment(work.now),
        "message": ARCHIVED,
    }
    return with_etag(ok(archived, message=ARCHIVED), ticket)


def _closed_state(look: Look) -> int:
    states = look.config(Catalogue).states
    named = states.named(_SUCCESS)
    return named.id if named else next(state.id for state in states if state.type == "closed")


def _note_of_archiving(look: Look) -> NewArticle:
    agent = look.config(Directory).agents[acting_agent_id(look.actor)]
    return NewArticle(
        subject="Ticket Archived",
        body=f"{ARCHIVED} by {agent.full_name}",
        visible=False,
        from_=mail_string(agent.first_name, agent.last_name, agent.email),
    )
