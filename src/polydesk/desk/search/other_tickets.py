"""Which ticket is meant that one is to be merged or linked with: what an agent is offered while typing."""

from collections.abc import Sequence

from sqlalchemy import case, func, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.as_meant import named_like
from polydesk.desk.tickets.access import visible_to
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

GONE = ("merged", "removed")
MOST, LONGEST = 8, 100


def other_tickets(look: Look, ticket: AnyRow, text: str) -> Sequence[AnyRow]:
    """Rows of the ticket table whose number or title holds the text: the same customer's first, then the newest.

    Without a text only the customer's own are offered.
    """
    wanted = text.strip().lstrip("#")[:LONGEST]
    going = [one.id for one in look.config(Catalogue).states if one.type not in GONE]
    same = func.lower(Ticket.customer_user) == ticket.customer_user.lower()
    if not wanted and not ticket.customer_user:
        return ()
    meant = named_like(look, wanted) if wanted else same
    rows = select(Ticket.__table__).where(meant, Ticket.id != ticket.id, Ticket.state_id.in_(going), visible_to(look))
    first = (case((same, 0), else_=1), Ticket.create_time.desc(), Ticket.id.desc())
    return look.connection.execute(rows.order_by(*first).limit(MOST)).all()
