"""Merge a ticket into another one, which goes on with everything of both."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert

from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.access import let_finish, load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.before import before_of
from polydesk.desk.tickets.escalate import reckon_escalation
from polydesk.desk.tickets.events import NotifyWish
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.merge_models import MergeRecord
from polydesk.desk.tickets.merge_rows import Moved, move_rows
from polydesk.desk.tickets.merged_into import MERGED
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_lock import unlock
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

_GONE = (MERGED, "removed")
_RECORD = MergeRecord.metadata.tables["merge_record"]
SOURCE = "Merge"
"""Of the note that says where the rest has gone."""


def merge_all(work: Work, ticket_ids: Collection[int], main_id: int, *, right: str = "rw") -> Ticket:
    """All but the main ticket into it. They are locked first, in the order in which everybody locks tickets."""
    loaded = {one: load_ticket(work, one, right) for one in sorted({*ticket_ids, main_id})}
    for one in ticket_ids:
        if one != main_id:
            merge_tickets(work, one, main_id, right=right)
    return loaded[main_id]


def merge_tickets(work: Work, ticket_id: int, main_id: int, *, right: str = "rw") -> Ticket:
    """Return the main ticket. What is merged keeps its number and history, and says where the rest has gone.

    Neither may be merged or removed already, so that no two tickets can go into each other.
    """
    if ticket_id == main_id:
        raise Invalid("merge.itself", id=ticket_id)
    loaded = {one: load_ticket(work, one, right) for one in sorted((ticket_id, main_id))}
    merged, main = loaded[ticket_id], loaded[main_id]
    states = work.config(Catalogue).states
    for one in (merged, main):
        if states[one.state_id].type in _GONE:
            raise Invalid("merge.gone", id=one.id)
    state_id = next((one.id for one in states if one.valid and one.type == MERGED), None)
    if state_id is None:
        raise Invalid("merge.no_state")
    for one in (merged, main):
        let_finish(work, one)
    work.flush()
    before = before_of(merged)
    moved = move_rows(work, merged, main)
    _keep(work, merged, main, before, moved)
    _take_over(work, merged, main)
    _say_where(work, merged, main)
    set_state(work, merged.id, state_id)
    unlock(work, merged)
    link_tickets(work, main.id, merged.id, kind="ParentChild")
    for one in (merged, main):
        work.record(TicketMerged(one, merged.number, merged.id, main.number, main.id, moved.article_ids))
    return main


def _keep(work: Work, merged: Ticket, main: Ticket, before: dict[str, Any], moved: Moved) -> None:
    """What taking it back needs to know. There may be a record of a merge that ended in some other way."""
    work.connection.execute(delete(_RECORD).where(_RECORD.c.merged_id == merged.id))
    rows = {"before": before, "moved": moved.ids, "dropped": moved.dropped}
    row = insert(_RECORD).values(merged_id=merged.id, main_id=main.id, **rows, create_time=work.now)
    work.connection.execute(row)


def _take_over(work: Work, merged: Ticket, main: Ticket) -> None:
    """Time and the clocks: who waits for an answer in either of them waits in the main ticket."""
    main.accounted_hundredths += merged.accounted_hundredths
    merged.accounted_hundredths = 0
    main.last_agent_article_at = max(_known(main.last_agent_article_at, merged.last_agent_article_at), default=None)
    waiting = _known(main.waiting_since, merged.waiting_since)
    main.waiting_since = min(waiting, default=None)
    if waiting:
        main.answered = 0
    reckon_escalation(work, main)


def _known(*moments: datetime | None) -> list[datetime]:
    return [one for one in moments if one]


def _say_where(work: Work, merged: Ticket, main: Ticket) -> None:
    """The words are an administrator's; OTRS' marks for the two numbers stand in them."""
    settings, agent = work.config(Settings), work.config(Directory).agents[acting_agent_id(work.actor)]
    body = str(settings["Ticket::Frontend::AutomaticMergeText"])
    for mark, number in (("<OTRS_TICKET>", merged.number), ("<OTRS_MERGE_TO_TICKET>", main.number)):
        body = body.replace(mark, number)
    note = NewArticle(
        subject=str(settings["Ticket::Frontend::AutomaticMergeSubject"]),
        body=body,
        from_=agent.full_name,
        history_comment="%%Note",
        notify=NotifyWish(nobody=True),
        source=SOURCE,
    )
    add_article(work, merged.id, note)
