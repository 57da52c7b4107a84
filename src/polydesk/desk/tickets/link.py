"""Link two tickets, and take a link away."""

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select

from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.models import Link, Ticket
from polydesk.desk.tickets.side_events import LinkAdded, LinkRemoved
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work

KINDS = ("Normal", "ParentChild")
_TABLE = Link.metadata.tables["link"]


def link_tickets(work: Work, source_id: int, target_id: int, *, kind: str = "Normal", right: str = "rw") -> None:
    """Link two tickets; in ParentChild the source is the parent. A link that is there already is no change."""
    if kind not in KINDS or source_id == target_id:
        raise Invalid("link", kind=kind, source=source_id, target=target_id)
    source, target = _load_both(work, source_id, target_id, right)
    if work.connection.execute(select(_TABLE.c.id).where(_between(source_id, target_id, kind))).first():
        return
    row = insert(_TABLE).values(
        kind=kind,
        source_kind="Ticket",
        source_id=source_id,
        target_kind="Ticket",
        target_id=target_id,
        create_time=work.now,
        create_by=acting_agent_id(work.actor),
    )
    work.connection.execute(row)
    work.record(LinkAdded(source, target.number, target.id))
    work.record(LinkAdded(target, source.number, source.id))


def unlink_tickets(work: Work, source_id: int, target_id: int, *, kind: str = "Normal", right: str = "rw") -> None:
    source, target = _load_both(work, source_id, target_id, right)
    if work.connection.execute(delete(_TABLE).where(_between(source_id, target_id, kind))).rowcount:
        work.record(LinkRemoved(source, target.number, target.id))
        work.record(LinkRemoved(target, source.number, source.id))


def _load_both(work: Work, one: int, other: int, right: str) -> tuple[Ticket, Ticket]:
    """Locked in the same order by everybody, so that two who link the same tickets do not wait for each other."""
    loaded = {ticket_id: load_ticket(work, ticket_id, right) for ticket_id in sorted((one, other))}
    return loaded[one], loaded[other]


def _between(one: int, other: int, kind: str) -> ColumnElement[bool]:
    ends = (_TABLE.c.source_id, _TABLE.c.target_id)
    either_way = or_(and_(ends[0] == one, ends[1] == other), and_(ends[0] == other, ends[1] == one))
    return and_(_TABLE.c.source_kind == "Ticket", _TABLE.c.target_kind == "Ticket", _TABLE.c.kind == kind, either_way)
