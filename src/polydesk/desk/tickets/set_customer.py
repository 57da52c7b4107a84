"""Set whose ticket it is."""

from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.events import CustomerSet
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.open import CUSTOMER_LENGTH
from polydesk.kernel.work import Work


def set_customer(work: Work, ticket_id: int, *, customer_id: str, customer_user: str, right: str = "rw") -> Ticket:
    """Both are text that may name no row: an unknown sender, a customer user long gone."""
    ticket = load_ticket(work, ticket_id, right)
    customer_id, customer_user = customer_id[:CUSTOMER_LENGTH], customer_user[:CUSTOMER_LENGTH]
    if (customer_id, customer_user) != (ticket.customer_id, ticket.customer_user):
        ticket.customer_id, ticket.customer_user = customer_id, customer_user
        work.record(CustomerSet(ticket))
    return ticket
