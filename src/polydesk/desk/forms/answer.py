"""A customer's answer to a ticket, and what it does to the ticket's state, lock and priority."""

from collections.abc import Mapping

from polydesk.desk.fields.validate import Value
from polydesk.desk.forms.open_requested import chosen
from polydesk.desk.forms.screens import TICKET_DETAIL, Screens
from polydesk.desk.forms.written import Written, add_written
from polydesk.desk.mailroom.follow_up import customer_answered, may_go_on
from polydesk.desk.notifications.alert import alert
from polydesk.desk.people.out_of_office import is_at_work
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.auto_respond import auto_respond, responds
from polydesk.desk.sending.mail_to_customer import customer_address
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.follow_up import FollowUp
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_lock import set_lock, unlock
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_state import set_state
from polydesk.kernel.actors import SYSTEM_AGENT_ID, CustomerActor
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Work


class ClosedForGood(Conflict):
    """The ticket is closed, and its queue opens none again."""


def load_to_answer(work: Work, ticket_id: int) -> Ticket:
    """Raises NotFound or Forbidden for a ticket the customer may not write to, ClosedForGood."""
    ticket = load_ticket(work, ticket_id, "rw", customers=True)
    let_finish(work, ticket)
    if may_go_on(work, ticket.id) is not FollowUp.POSSIBLE:
        raise ClosedForGood("follow_up.not_possible", queue=ticket.queue_id)
    return ticket


def add_answer(
    work: Work, ticket: Ticket, customer: CustomerActor, written: Written, values: Mapping[str, Value]
) -> int:
    """The article's id. `values` are those of `answer_fields`, checked."""
    article_id = add_written(work, ticket, customer, written, history_type="FollowUp")
    priority_id = chosen(values, "PriorityID")
    if priority_id is not None:
        set_priority(work, ticket.id, priority_id)
    _go_on(work, ticket, chosen(values, "NextStateID"))
    if not is_at_work(work, ticket.owner_id):
        unlock(work, ticket)
    for one in customer_address(work, customer.login) if responds(work, ticket, "reply") else ():
        auto_respond(work, ticket, "reply", article_id=article_id, to_email=one.email, to_name=one.name)
    alert(work, ticket, "new_message", article_id=article_id)
    return article_id


def _go_on(work: Work, ticket: Ticket, next_state_id: int | None) -> None:
    """Without a choice a new ticket stays new, and one with a status of its own follows that."""
    states = work.config(Catalogue).states
    before, owner_id = states[ticket.state_id], ticket.owner_id
    if next_state_id is None and ticket.status_id is not None:
        customer_answered(work, ticket.id)
        return
    default = states.named(str(work.config(Screens)[TICKET_DETAIL]["StateDefault"]))
    if next_state_id is None and default and before.type != "new":
        next_state_id = default.id
    if next_state_id is not None:
        set_state(work, ticket.id, next_state_id)
    if before.type == "closed" and states[ticket.state_id].type != "closed" and owner_id != SYSTEM_AGENT_ID:
        _lock(work, ticket)


def _lock(work: Work, ticket: Ticket) -> None:
    catalogue = work.config(Catalogue)
    lock = catalogue.locks.named("lock")
    if lock and catalogue.queues[ticket.queue_id].follow_up_lock:
        set_lock(work, ticket.id, lock.id)
