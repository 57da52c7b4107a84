"""What somebody may be about to type: titles and numbers of tickets they may see."""

from sqlalchemy import case, func, or_, select

from polydesk.desk.search.as_meant import named_like
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Look

MOST, LONGEST = 10, 200
MOST_ROWS = 100
"""Many tickets may share one title."""


def suggest(look: Look, text: str) -> list[str]:
    """Up to ten different titles and numbers that hold the text, those that begin with it first."""
    wanted = text.strip()[:LONGEST].casefold()
    begins = or_(
        func.lower(Ticket.title).startswith(wanted, autoescape=True), Ticket.number.startswith(wanted, autoescape=True)
    )
    rows = (
        select(Ticket.title, Ticket.number)
        .where(searchable_by(look), named_like(look, wanted))
        .order_by(case((begins, 0), else_=1), Ticket.id.desc())
        .limit(MOST_ROWS)
    )
    found = [one for row in look.connection.execute(rows) for one in row if wanted in one.casefold()]
    first = sorted(dict.fromkeys(found), key=lambda one: not one.casefold().startswith(wanted))
    return first[:MOST]
