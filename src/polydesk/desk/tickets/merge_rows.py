"""What hangs on a ticket that is merged, row by row: it goes over to the main one, unless that has the same."""

from typing import Any

from sqlalchemy import and_, delete, exists, func, or_, select, update

from polydesk.desk.tickets.customer_flags import SEEN
from polydesk.desk.tickets.drafts import Draft
from polydesk.desk.tickets.models import (
    Article,
    Collaborator,
    Link,
    MessageId,
    Ticket,
    TicketFlag,
    TimeAccounting,
    Watcher,
)
from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.kernel.among import among
from polydesk.kernel.work import Work

_ARTICLE = Article.metadata.tables["article"]
_LINK = Link.metadata.tables["link"]
_FLAG = TicketFlag.metadata.tables["flag"]
_ENDS = ((_LINK.c.source_kind, _LINK.c.source_id), (_LINK.c.target_kind, _LINK.c.target_id))


def move_rows(work: Work, merged: Ticket, main: Ticket) -> tuple[int, ...]:
    """The ids of the articles that have moved."""
    articles = _move_articles(work, merged.id, main.id)
    for table in (MessageId.__table__, TimeAccounting.__table__):
        _move(work, table, merged.id, main.id)
    _move_unless_there(work, Watcher.__table__, ("agent_id",), merged.id, main.id)
    _move_unless_there(work, Draft.__table__, ("agent_id", "kind"), merged.id, main.id)
    if merged.customer_user.casefold() == main.customer_user.casefold():  # others would be shown what is not theirs
        _move_unless_there(work, Collaborator.__table__, ("customer_user_id",), merged.id, main.id)
    _move_links(work, merged.id, main.id)
    return articles


def _move_articles(work: Work, merged_id: int, main_id: int) -> tuple[int, ...]:
    """They are numbered anew in the order they came; nobody has seen the main ticket as it is now."""
    moved = update(_ARTICLE).where(_ARTICLE.c.ticket_id == merged_id).values(ticket_id=main_id)
    ids = tuple(sorted(work.connection.execute(moved.returning(_ARTICLE.c.id)).scalars()))
    renumber(work, main_id)
    of_main = (_FLAG.c.object_kind == "ticket", _FLAG.c.object_id == main_id, _FLAG.c.key == SEEN)
    work.connection.execute(delete(_FLAG).where(*of_main))
    return ids


def renumber(work: Work, ticket_id: int) -> None:
    """Articles in the order they came: 1, 2, …"""
    position = func.row_number().over(order_by=_ARTICLE.c.id).label("position")
    numbered = select(_ARTICLE.c.id, position).where(_ARTICLE.c.ticket_id == ticket_id).subquery("numbered")
    placed = update(_ARTICLE).where(_ARTICLE.c.id == numbered.c.id).values(number=numbered.c.position)
    work.connection.execute(placed)


def go_along(work: Work, table: Any, event: TicketMerged) -> None:
    """For recorders of TicketMerged elsewhere: rows with a `ticket_id` go with a merge, and back with its articles.

    It is recorded on both tickets; once is enough.
    """
    if not event.is_main:
        return
    if event.goes_to == event.main_id:
        _move(work, table, event.merged_id, event.main_id)
    else:
        back = update(table).where(table.c.ticket_id == event.main_id, among(table.c.article_id, "ids"))
        work.connection.execute(back.values(ticket_id=event.merged_id), {"ids": event.article_ids})


def _move(work: Work, table: Any, merged_id: int, main_id: int) -> None:
    work.connection.execute(update(table).where(table.c.ticket_id == merged_id).values(ticket_id=main_id))


def _move_unless_there(work: Work, table: Any, key: tuple[str, ...], merged_id: int, main_id: int) -> None:
    """Somebody's own, of which each ticket takes one; what cannot move stays where it is, so that nothing is lost."""
    other = table.alias("other")
    same = [other.c[name] == table.c[name] for name in key]
    is_there = exists().where(other.c.ticket_id == main_id, *same)
    moving = update(table).where(table.c.ticket_id == merged_id, ~is_there)
    work.connection.execute(moving.values(ticket_id=main_id))


def _move_links(work: Work, merged_id: int, main_id: int) -> None:
    """A link the main ticket has already, from either side, or that would be one with itself, is dropped."""
    known = {_other(row, main_id) for row in _links(work, main_id)}
    for row in _links(work, merged_id):
        kind, other_kind, other_id = _other(row, merged_id)
        one = _LINK.c.id == row.id
        if (other_kind, other_id) == ("Ticket", main_id) or (kind, other_kind, other_id) in known:
            work.connection.execute(delete(_LINK).where(one))
            continue
        is_source = (row.source_kind, row.source_id) == ("Ticket", merged_id)
        end = {"source_id" if is_source else "target_id": main_id}
        work.connection.execute(update(_LINK).where(one).values(end))
        known.add((kind, other_kind, other_id))


def _links(work: Work, ticket_id: int) -> Any:
    either = or_(*(and_(kind == "Ticket", end == ticket_id) for kind, end in _ENDS))
    return work.connection.execute(select(_LINK).where(either).order_by(_LINK.c.id)).all()


def _other(row: Any, ticket_id: int) -> tuple[str, str, int]:
    if (row.source_kind, row.source_id) == ("Ticket", ticket_id):
        return row.kind, row.target_kind, row.target_id
    return row.kind, row.source_kind, row.source_id
