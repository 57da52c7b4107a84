"""Where a merged ticket has gone: as in OTRS, its history says so."""

from sqlalchemy import bindparam, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.models import History, Ticket
from polydesk.kernel.work import Look

MERGED = "merged"
MOST_MERGES = 10
"""One after the other; whoever made more of them made a circle."""
_ALIVE = select(Ticket.id, Ticket.state_id).where(Ticket.id == bindparam("id"), Ticket.deleted_at.is_(None))
_LAST_MERGE = (
    select(History.name)
    .where(History.ticket_id == bindparam("id"), History.type_id == TYPE_IDS["Merged"])
    .order_by(History.id.desc())
    .limit(1)
)
_NUMBERED = select(Ticket.id).where(Ticket.number == bindparam("number"))


def standing_ticket(look: Look, ticket_id: int) -> int | None:
    """The ticket, or the one everything of it was merged into; None for what is not there any more."""
    found: int | None = ticket_id
    for _ in range(MOST_MERGES):
        row = look.connection.execute(_ALIVE, {"id": found}).first() if found and 0 < found < 2**63 else None
        if row is None or look.config(Catalogue).states[row.state_id].type != MERGED:
            return row.id if row else None
        number = main_number(look, row.id)
        if number is None:
            return int(row.id)
        found = look.connection.execute(_NUMBERED, {"number": number}).scalar()
    return None


def main_number(look: Look, ticket_id: int) -> str | None:
    """The number of the ticket a merged one was merged into; None if its history does not tell."""
    name = look.connection.execute(_LAST_MERGE, {"id": ticket_id}).scalar() or ""
    said = name.rsplit("%%", 2)
    return said[1] if len(said) == len(("before", "number", "id")) and said[2] != str(ticket_id) else None
