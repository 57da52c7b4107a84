"""Let customer users take part in a ticket that is not theirs, and refer a ticket to further queues."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.columns import VALID
from polydesk.desk.people.models import CustomerUser, CustomerUserEmail
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.models import Collaborator, Referral
from polydesk.desk.tickets.side_events import CollaboratorLeft
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.work import Look, Work

_COLLABORATOR = Collaborator.metadata.tables["collaborator"]
_REFERRAL = Referral.metadata.tables["referral"]


def add_collaborators(work: Work, ticket_id: int, customer_user_ids: Iterable[int], *, right: str = "note") -> None:
    """Whoever takes part already is no change; who was switched off stays so."""
    ticket = load_ticket(work, ticket_id, right, customers=True)
    _add(work, _COLLABORATOR, ticket.id, "customer_user_id", customer_user_ids, active=1)


def stop_collaborating(work: Work, ticket_id: int, customer_user_id: int, *, right: str = "note") -> None:
    """Whoever takes no part is no change. Not for customers: who leaves proves it by what we sent them."""
    ticket = load_ticket(work, ticket_id, right)
    part = (_COLLABORATOR.c.ticket_id == ticket.id, _COLLABORATOR.c.customer_user_id == customer_user_id)
    switched_off = update(_COLLABORATOR).where(*part, _COLLABORATOR.c.active == 1).values(active=0)
    if work.connection.execute(switched_off).rowcount:
        login = select(CustomerUser.login).where(CustomerUser.id == customer_user_id)
        work.record(CollaboratorLeft(ticket, work.connection.execute(login).scalar_one()))


def refer(work: Work, ticket_id: int, queue_ids: Iterable[int], *, right: str = "note") -> None:
    """The ticket's own queue needs no referral."""
    ticket = load_ticket(work, ticket_id, right, customers=True)
    _add(work, _REFERRAL, ticket.id, "queue_id", [one for one in queue_ids if one != ticket.queue_id])


def takes_part(look: Look, ticket_id: int, address: str) -> bool:
    """Whether an active collaborator of the ticket has this address, in any case."""
    whose = select(CustomerUserEmail.customer_user_id).where(func.lower(CustomerUserEmail.address) == address.lower())
    active = (Collaborator.ticket_id == ticket_id, Collaborator.active == 1)
    found = select(Collaborator.customer_user_id).where(*active, Collaborator.customer_user_id.in_(whose))
    valid = found.join(CustomerUser, CustomerUser.id == Collaborator.customer_user_id).where(
        CustomerUser.valid == VALID
    )
    return look.connection.execute(valid.limit(1)).first() is not None


def _add(work: Work, table: Table, ticket_id: int, column: str, ids: Iterable[int], **further: Any) -> None:
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    stamp = {"create_time": work.now, "create_by": acting_agent_id(work.actor)}
    rows = [{"ticket_id": ticket_id, column: one, **further, **stamp} for one in dict.fromkeys(ids)]
    if rows:
        work.connection.execute(insert(table).on_conflict_do_nothing(), rows)
