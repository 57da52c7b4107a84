"""Open the ticket a customer has filled in the form for."""

from collections.abc import Mapping

from polydesk.desk.fields.validate import Value
from polydesk.desk.forms.screens import TICKET_CREATE, Screens
from polydesk.desk.forms.written import Written, add_written
from polydesk.desk.notifications.alert import alert
from polydesk.desk.people.customers import find_customer
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.auto_respond import auto_respond, responds
from polydesk.desk.sending.mail_to_customer import customer_address
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.open import LONGEST_TITLE, NewTicket, open_ticket
from polydesk.kernel.actors import SYSTEM_AGENT_ID, CustomerActor
from polydesk.kernel.errors import Conflict
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

ORIGIN = "customer portal"


def open_requested(work: Work, customer: CustomerActor, values: Mapping[str, Value]) -> Ticket:
    """`values` are those of `ticket_fields`, checked. Raises Conflict where the desk's own defaults lead nowhere."""
    person = find_customer(work, customer.login)
    new = NewTicket(
        title=" ".join(str(values["Title"]).split()),
        queue_id=int(str(values["QueueID"])),
        type_id=chosen(values, "TypeID") or default_type(work),
        state_id=_default_state(work),
        priority_id=int(str(values["PriorityID"])),
        service_id=chosen(values, "ServiceID"),
        sla_id=chosen(values, "SLAID"),
        customer_id=person.customer_id if person else "",
        customer_user=customer.login,
        origin=ORIGIN,
        remote_address=work.origin[:64],
        longest_title=LONGEST_TITLE,
    )
    ticket = open_ticket(work, new)
    owner_id = int(work.config(Settings)["CustomerPanelUserID"])
    if owner_id != SYSTEM_AGENT_ID and work.config(Directory).agents.get(owner_id):
        assign_owner(work, ticket.id, owner_id)
    return ticket


def add_request(work: Work, ticket: Ticket, customer: CustomerActor, written: Written) -> int:
    """What the customer wrote, as the first article; the queue's auto reply and the agents' notifications follow."""
    article_id = add_written(work, ticket, customer, written, history_type="WebRequestCustomer")
    for one in customer_address(work, customer.login) if responds(work, ticket, "new") else ():
        auto_respond(work, ticket, "new", article_id=article_id, to_email=one.email, to_name=one.name)
    alert(work, ticket, "new_ticket", article_id=article_id)
    return article_id


def chosen(values: Mapping[str, Value], name: str) -> int | None:
    """An id that was chosen in a form, if there was a choice and it was taken."""
    value = values.get(name)
    return int(value) if isinstance(value, str) and value else None


def default_type(look: Look) -> int:
    """Of a ticket for which none was chosen."""
    types = look.config(Catalogue).types
    entry = types.named(look.config(Settings)["Ticket::Type::Default"])
    return entry.id if entry else min(types.by_id)


def _default_state(look: Look) -> int:
    states = look.config(Catalogue).states
    state = states.named(str(look.config(Screens)[TICKET_CREATE]["StateDefault"]))
    if state is None or not state.valid:
        raise Conflict("form.state_default")
    return state.id
