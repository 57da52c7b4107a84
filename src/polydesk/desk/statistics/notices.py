"""What agents are told on the dashboard: written when it happens, kept for a while."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, delete, func, select, update

from polydesk.desk.desk import Desk
from polydesk.desk.statistics.models import Notice
from polydesk.desk.tickets.access import visible_to
from polydesk.desk.tickets.events import ArticleAdded, OwnerSet
from polydesk.desk.tickets.mentions import mentioned_by
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Ticket
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor, acting_agent_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look, Work

ASSIGNED, ANSWERED, MENTIONED, NOT_SENT = "ticket_assigned", "customer_answered", "mentioned", "not_sent"
KEPT = timedelta(days=30)
_TABLE = Notice.metadata.tables["notice"]


@dataclass(frozen=True, slots=True)
class Notices:
    rows: list[AnyRow]
    unread: int


def tell_owner(work: Work, event: OwnerSet) -> None:
    """The recorder of OwnerSet: somebody gave you a ticket."""
    _tell(work, event.ticket, event.agent_id, ASSIGNED, "Ticket assigned to you")


def tell_of_answer(work: Work, event: ArticleAdded) -> None:
    """The recorder of ArticleAdded: a customer wrote in your ticket."""
    if event.sender_type_id == SENDER_CUSTOMER:
        _tell(work, event.ticket, event.ticket.owner_id, ANSWERED, "New message from a customer")


def tell_mentioned(work: Work, event: ArticleAdded) -> None:
    """The recorder of ArticleAdded: a colleague named you in a note."""
    for agent in mentioned_by(work, event):
        _tell(work, event.ticket, agent.id, MENTIONED, "You were mentioned in a note")


def tell_not_sent(work: Work, ticket: Ticket) -> None:
    """The acting agent, that something of theirs did not go out after all."""
    _note(work, ticket, acting_agent_id(work.actor), NOT_SENT, "What you wrote was not sent")


def list_notices(look: Look, *, limit: int) -> Notices:
    """The actor's own, newest first, of tickets they may still see; those who are no agents have none."""
    if not isinstance(look.actor, AgentActor):
        return Notices([], 0)
    unread = func.sum(case((_TABLE.c.read_at.is_(None), 1), else_=0)).over()
    rows = (
        select(_TABLE, unread.label("unread"))
        .join(Ticket, Ticket.id == _TABLE.c.ticket_id)
        .where(_TABLE.c.agent_id == look.actor.id, visible_to(look))
    )
    found = list(look.connection.execute(rows.order_by(_TABLE.c.id.desc()).limit(limit)))
    return Notices(found, int(found[0].unread) if found else 0)


def count_unread_notices(look: Look) -> int:
    """The actor's own, of tickets they may still see."""
    mine = (_TABLE.c.agent_id == acting_agent_id(look.actor), _TABLE.c.read_at.is_(None), visible_to(look))
    unread = select(func.count()).select_from(_TABLE).join(Ticket, Ticket.id == _TABLE.c.ticket_id).where(*mine)
    return int(look.connection.execute(unread).scalar_one())


def read_notices(work: Work, *, ticket_id: int | None = None) -> None:
    """Note that the actor has read all of theirs, or all about one ticket."""
    mine = [_TABLE.c.agent_id == acting_agent_id(work.actor), _TABLE.c.read_at.is_(None)]
    if ticket_id is not None:
        mine.append(_TABLE.c.ticket_id == ticket_id)
    work.connection.execute(update(_TABLE).where(*mine).values(read_at=work.now))


def read_notice(work: Work, notice_id: int) -> None:
    """Note that the actor has read it. Raises NotFound for none of theirs."""
    reader = work.actor.id if isinstance(work.actor, AgentActor) else None
    mine = (_TABLE.c.id == notice_id, _TABLE.c.agent_id == reader)
    known = reader is not None and 0 < notice_id < 2**63
    read = update(_TABLE).where(*mine).values(read_at=func.coalesce(_TABLE.c.read_at, work.now))
    if not known or work.connection.execute(read).rowcount == 0:
        raise NotFound("notice", id=notice_id)


def expire_notices(desk: Desk) -> None:
    with desk.work() as work:
        work.connection.execute(delete(_TABLE).where(_TABLE.c.create_time < work.now - KEPT))


def _tell(work: Work, ticket: Ticket, agent_id: int, kind: str, title: str) -> None:
    """Nobody is told what they did themselves; the system agent stands for nobody."""
    if agent_id in (SYSTEM_AGENT_ID, acting_agent_id(work.actor)):
        return
    _note(work, ticket, agent_id, kind, title)


def _note(work: Work, ticket: Ticket, agent_id: int, kind: str, title: str) -> None:
    work.write(
        _TABLE,
        agent_id=agent_id,
        kind=kind,
        title=title,
        message=f"{ticket.number}: {ticket.title}",
        ticket_id=ticket.id,
        create_time=work.now,
        read_at=None,
    )
