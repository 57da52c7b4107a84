"""Take a ticket out of the one it was merged into."""

from sqlalchemy import func, select

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.before import restore
from polydesk.desk.tickets.escalate import reckon_escalation
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.link import unlink_tickets
from polydesk.desk.tickets.merge import SOURCE
from polydesk.desk.tickets.merge_back import Records, move_back, records_of
from polydesk.desk.tickets.merge_rows import renumber
from polydesk.desk.tickets.merged_into import MERGED, main_number, standing_ticket
from polydesk.desk.tickets.models import (
    SENDER_AGENT,
    SENDER_CUSTOMER,
    Article,
    History,
    Ticket,
    TimeAccounting,
)
from polydesk.desk.tickets.queries import show_ticket
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.side_events import TicketUnmerged
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.among import among
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from polydesk.kernel.work import Look, Work

_ARTICLE = Article.metadata.tables["article"]
_HISTORY = History.metadata.tables["history"]
_TIME = TimeAccounting.metadata.tables["time_accounting"]


def unmerge_ticket(work: Work, ticket_id: int, *, right: str = "rw") -> Ticket:
    """Return the ticket, with what went over when it was merged, and in the state it had.

    What came since stays where it came. Raises Conflict as long as others are merged into it: they are to be taken out
    first.
    """
    merged, main = _load_both(work, ticket_id, right)
    if _holds_others(work, merged):
        raise Conflict("unmerge.holds_others", id=ticket_id)
    work.flush()
    records = records_of(work, merged.id)
    unlink_tickets(work, main.id, merged.id, kind="ParentChild")
    moved = move_back(work, merged.id, main.id, records)
    _restore(work, merged, records)
    for one in (merged, main):
        renumber(work, one.id)
        one.accounted_hundredths = _accounted(work, one)
        _reckon_conversation(work, one)
    had = records[0].moved if records else {}
    for one in (merged, main):
        work.record(TicketUnmerged(one, merged.number, merged.id, main.number, main.id, moved, had))
    return merged


def _load_both(work: Work, ticket_id: int, right: str) -> tuple[Ticket, Ticket]:
    """The merged ticket and the one that holds what it had, locked in the order in which everybody locks tickets."""
    if show_ticket(work, ticket_id) is None:
        raise NotFound("ticket", id=ticket_id)
    main_id = standing_ticket(work, ticket_id) or ticket_id
    loaded = {one: load_ticket(work, one, right) for one in sorted({ticket_id, main_id})}
    if main_id == ticket_id or standing_ticket(work, ticket_id) != main_id:  # perhaps somebody was faster
        raise Invalid("unmerge.not_merged", id=ticket_id)
    return loaded[ticket_id], loaded[main_id]


def _restore(work: Work, merged: Ticket, records: Records) -> None:
    """The state it had, with its time and its lock; its owner unless it has another by now."""
    if not records:
        set_state(work, merged.id, _former_state(work, merged))
        return
    kept = {name: getattr(merged, name) for name in ("queue_id", "priority_id", "responsible_id")}
    if merged.owner_id != SYSTEM_AGENT_ID:
        kept["owner_id"] = merged.owner_id
    let_finish(work, merged)
    restore(work, merged, records[0].before | kept)


def _accounted(look: Look, ticket: Ticket) -> int:
    spent = select(func.coalesce(func.sum(_TIME.c.hundredths), 0)).where(_TIME.c.ticket_id == ticket.id)
    return int(look.connection.execute(spent).scalar_one())


def _holds_others(look: Look, ticket: Ticket) -> bool:
    """Whether a ticket that was merged into this one still is."""
    lines = select(_HISTORY.c.name).where(_HISTORY.c.ticket_id == ticket.id, _HISTORY.c.type_id == TYPE_IDS["Merged"])
    said = [name.rsplit("%%", 3) for name in look.connection.execute(lines).scalars()]
    others = [int(one[1]) for one in said if len(one) > len("123") and one[3] == str(ticket.id) and one[1].isdigit()]
    states = [one.id for one in look.config(Catalogue).states if one.type == MERGED]
    merged = select(Ticket.id).where(among(Ticket.__table__.c.id, "ids"), Ticket.state_id.in_(states))
    still = look.connection.execute(merged, {"ids": others}).scalars().all() if others else ()
    return any(main_number(look, one) == ticket.number for one in still)


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
