"""Take a ticket out of the one it was merged into."""

from sqlalchemy import func, select, update

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.escalate import reckon_escalation
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.link import unlink_tickets
from polydesk.desk.tickets.merge import SOURCE
from polydesk.desk.tickets.merge_rows import renumber
from polydesk.desk.tickets.merged_into import MERGED, standing_ticket
from polydesk.desk.tickets.models import (
    SENDER_AGENT,
    SENDER_CUSTOMER,
    Article,
    History,
    MessageId,
    Ticket,
    TimeAccounting,
)
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.side_events import TicketUnmerged
from polydesk.kernel.among import among
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.kernel.work import Look, Work

_ARTICLE = Article.metadata.tables["article"]
_HISTORY = History.metadata.tables["history"]
_MESSAGE_ID = MessageId.metadata.tables["message_id"]
_TIME = TimeAccounting.metadata.tables["time_accounting"]


def unmerge_ticket(work: Work, ticket_id: int, *, right: str = "rw") -> Ticket:
    """Return the ticket, with the articles it had, as its history tells, and the state it had.

    What came since stays where it came; so do watchers and links. Raises Conflict as long as others are merged into it:
    they are to be taken out first.
    """
    load_ticket(work, ticket_id, right)
    main_id = standing_ticket(work, ticket_id)
    if main_id is None or main_id == ticket_id:
        raise Invalid("unmerge.not_merged", id=ticket_id)
    loaded = {one: load_ticket(work, one, right) for one in sorted((ticket_id, main_id))}
    merged, main = loaded[ticket_id], loaded[main_id]
    if _holds_others(work, merged):
        raise Conflict("unmerge.holds_others", id=ticket_id)
    work.flush()
    moved = _move_back(work, merged, main)
    set_state(work, merged.id, _former_state(work, merged))
    for one in (merged, main):
        _reckon_conversation(work, one)
    unlink_tickets(work, main.id, merged.id, kind="ParentChild")
    for one in (merged, main):
        work.record(TicketUnmerged(one, merged.number, merged.id, main.number, main.id, moved))
    return merged


def _holds_others(look: Look, ticket: Ticket) -> bool:
    """Whether a ticket that was merged into this one still is."""
    lines = select(_HISTORY.c.name).where(_HISTORY.c.ticket_id == ticket.id, _HISTORY.c.type_id == TYPE_IDS["Merged"])
    said = [name.rsplit("%%", 3) for name in look.connection.execute(lines).scalars()]
    others = [int(one[1]) for one in said if len(one) > len("123") and one[3] == str(ticket.id) and one[1].isdigit()]
    states = [one.id for one in look.config(Catalogue).states if one.type == MERGED]
    still = select(Ticket.id).where(among(Ticket.__table__.c.id, "ids"), Ticket.state_id.in_(states)).limit(1)
    return bool(others) and look.connection.execute(still, {"ids": others}).first() is not None


def _move_back(work: Work, merged: Ticket, main: Ticket) -> tuple[int, ...]:
    """The ids of the articles that went back."""
    told = select(_HISTORY.c.article_id).where(_HISTORY.c.ticket_id == merged.id, _HISTORY.c.article_id.is_not(None))
    theirs = update(_ARTICLE).where(_ARTICLE.c.ticket_id == main.id, _ARTICLE.c.id.in_(told))
    moved = work.connection.execute(theirs.values(ticket_id=merged.id).returning(_ARTICLE.c.id)).scalars()
    ids = tuple(sorted(moved))
    for table in (_MESSAGE_ID, _TIME):
        rows = update(table).where(table.c.ticket_id == main.id, among(table.c.article_id, "ids"))
        work.connection.execute(rows.values(ticket_id=merged.id), {"ids": ids})
    for ticket in (merged, main):
        renumber(work, ticket.id)
        spent = select(func.coalesce(func.sum(_TIME.c.hundredths), 0)).where(_TIME.c.ticket_id == ticket.id)
        ticket.accounted_hundredths = int(work.connection.execute(spent).scalar_one())
    return ids


def _former_state(look: Look, merged: Ticket) -> int:
    """The last one its history knows besides merged; entries keep the state of their time."""
    states = [one.id for one in look.config(Catalogue).states if one.type != MERGED]
    known = select(_HISTORY.c.state_id).where(_HISTORY.c.ticket_id == merged.id, _HISTORY.c.state_id.in_(states))
    found = look.connection.execute(known.order_by(_HISTORY.c.id.desc()).limit(1)).scalar()
    return int(found or next(one.id for one in look.config(Catalogue).states if one.type == "open"))


def _reckon_conversation(work: Work, ticket: Ticket) -> None:
    """Who has the word, from the articles there are now; the note about the merge is none."""
    of_ticket = (_ARTICLE.c.ticket_id == ticket.id, _ARTICLE.c.source != SOURCE)
    theirs = (*of_ticket, _ARTICLE.c.sender_type_id == SENDER_AGENT, _ARTICLE.c.visible == 1)
    first, last = work.connection.execute(
        select(func.min(_ARTICLE.c.create_time), func.max(_ARTICLE.c.create_time)).where(*theirs)
    ).one()
    waiting = select(func.min(_ARTICLE.c.create_time)).where(*of_ticket, _ARTICLE.c.sender_type_id == SENDER_CUSTOMER)
    if last is not None:
        waiting = waiting.where(_ARTICLE.c.create_time > last)
    ticket.first_response_at, ticket.last_agent_article_at = first, last
    ticket.waiting_since = work.connection.execute(waiting).scalar()
    ticket.answered = int(last is not None and ticket.waiting_since is None)
    reckon_escalation(work, ticket)
