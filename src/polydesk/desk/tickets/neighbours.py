"""What stands around a ticket: the tickets it is linked with, and the other open ones of its customer."""

from collections.abc import Sequence

from sqlalchemy import and_, case, func, or_, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import visible_to
from polydesk.desk.tickets.models import Link, Ticket, Watcher
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

_LINK = Link.metadata.tables["link"]
_TICKET = Ticket.metadata.tables["ticket"]
_SHOWN = _TICKET.c["id", "number", "title", "state_id", "create_time"]
MOST = 50
_ENDED = ("closed", "merged", "removed")


def list_linked_tickets(look: Look, ticket_id: int) -> Sequence[AnyRow]:
    """Those the actor may see, with `kind` and `is_source`: whether the link begins at the other ticket."""
    is_source = _LINK.c.target_id == ticket_id
    other = case((is_source, _LINK.c.source_id), else_=_LINK.c.target_id)
    of_ticket = or_(_LINK.c.source_id == ticket_id, is_source)
    between_tickets = and_(_LINK.c.source_kind == "Ticket", _LINK.c.target_kind == "Ticket")
    rows = (
        select(*_SHOWN, _LINK.c.kind, is_source.label("is_source"))
        .join(_LINK, other == _TICKET.c.id)
        .where(of_ticket, between_tickets, visible_to(look))
        .order_by(_LINK.c.id)
    )
    return look.connection.execute(rows.limit(MOST)).all()


def list_open_tickets_of(look: Look, customer_user: str, *, without: int, limit: int = 5) -> Sequence[AnyRow]:
    """The newest first; none for nobody."""
    if not customer_user:
        return ()
    ongoing = [state.id for state in look.config(Catalogue).states if state.type not in _ENDED]
    own = func.lower(_TICKET.c.customer_user) == customer_user.lower()
    rows = select(*_SHOWN).where(own, _TICKET.c.id != without, _TICKET.c.state_id.in_(ongoing), visible_to(look))
    newest = rows.order_by(_TICKET.c.create_time.desc(), _TICKET.c.id.desc())
    return look.connection.execute(newest.limit(limit)).all()


def is_watching(look: Look, ticket_id: int, agent_id: int) -> bool:
    row = select(Watcher.ticket_id).where(Watcher.ticket_id == ticket_id, Watcher.agent_id == agent_id)
    return look.connection.execute(row).first() is not None
