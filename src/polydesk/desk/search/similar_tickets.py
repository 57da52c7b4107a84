"""What a customer may be calling about again: their tickets that are not over, with words of the same title."""

from sqlalchemy import func, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.stop_words import STOP_WORDS
from polydesk.desk.search.words import plain_words
from polydesk.desk.tickets.access import visible_to
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

OVER = ("closed", "removed", "merged")
LOOKED_THROUGH, MOST = 200, 5
SHORTEST_WORD = 3


def similar_tickets(look: Look, customer_user: str, title: str) -> list[AnyRow]:
    """Up to five rows of the ticket table, those that share most words with the title first, then the newest."""
    wanted = _words(title)
    if not wanted or not customer_user:
        return []
    alive = [state.id for state in look.config(Catalogue).states if state.type not in OVER]
    mine = func.lower(Ticket.customer_user) == customer_user.lower()
    rows = select(Ticket.__table__).where(visible_to(look), mine, Ticket.state_id.in_(alive))
    found = look.connection.execute(rows.order_by(Ticket.create_time.desc(), Ticket.id.desc()).limit(LOOKED_THROUGH))
    shared = [(len(wanted & _words(row.title)), row) for row in found]
    similar = sorted((one for one in shared if one[0]), key=lambda one: -one[0])
    return [row for _count, row in similar[:MOST]]


def _words(text: str) -> set[str]:
    words = set(plain_words(text).split())
    return {word for word in words if len(word) >= SHORTEST_WORD and word not in STOP_WORDS}
