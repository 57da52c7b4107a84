"""What hangs on a ticket that is merged, row by row: it goes over to the main one, unless that has the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update

from polydesk.desk.tickets.customer_flags import SEEN
from polydesk.desk.tickets.drafts import Draft
from polydesk.desk.tickets.merge_models import MergeRecord
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
from polydesk.desk.tickets.side_events import TicketMerged, TicketUnmerged
from polydesk.kernel.among import among
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Work

_ARTICLE: Any = Article.__table__
LINK: Any = Link.__table__
_RECORD: Any = MergeRecord.__table__
_FLAG: Any = TicketFlag.__table__
MESSAGE_ID: Any = MessageId.__table__
TIME: Any = TimeAccounting.__table__
COLLABORATOR: Any = Collaborator.__table__
DRAFT: Any = Draft.__table__
WATCHER: Any = Watcher.__table__
ONE_OF_EACH: Mapping[Any, tuple[str, ...]] = {
    WATCHER: ("agent_id",),
    DRAFT: ("agent_id", "kind"),
    COLLABORATOR: ("customer_user_id",),
}
"""Somebody's own, of which each ticket takes one, and what it is one for."""
_ENDS = ((LINK.c.source_kind, LINK.c.source_id), (LINK.c.target_kind, LINK.c.target_id))


@dataclass(frozen=True, slots=True)
class Moved:
    """As the record of a merge has it."""

    ids: dict[str, list[int]]
    dropped: list[dict[str, Any]]

    @property
    def article_ids(self) -> tuple[int, ...]:
        return tuple(self.ids[_ARTICLE.name])


def move_rows(work: Work, merged: Ticket, main: Ticket) -> Moved:
    ids = {_ARTICLE.name: _move_articles(work, merged.id, main.id)}
    for table in (MESSAGE_ID, TIME):
        ids[table.name] = _move(work, table, merged.id, main.id)
    for table in ONE_OF_EACH:
        if table is not COLLABORATOR or _have_one_customer(merged, main):
            ids[table.name] = _move_unless_there(work, table, merged.id, main.id)
    ids[LINK.name], dropped = _move_links(work, merged.id, main.id)
    return Moved(ids, dropped)


def _have_one_customer(merged: Ticket, main: Ticket) -> bool:
    """Where they have not, collaborators would be shown what is not theirs."""
    return merged.customer_user.casefold() == main.customer_user.casefold()


def _move_articles(work: Work, merged_id: int, main_id: int) -> list[int]:
    """They are numbered anew in the order they came; nobody has seen the main ticket as it is now."""
    ids = _move(work, _ARTICLE, merged_id, main_id)
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
    """For recorders of TicketMerged elsewhere: rows with a `ticket_id` go with a merge, and come back with it.

    It is recorded on both tickets; once is enough.
    """
    if not event.is_main:
        return
    if isinstance(event, TicketUnmerged):
        _come_back(work, table, event)
    else:
        _go_over(work, table, event)


def _go_over(work: Work, table: Any, event: TicketMerged) -> None:
    ids = _move(work, table, event.merged_id, event.main_id)
    of_merge = _RECORD.c.merged_id == event.merged_id
    moved = work.connection.execute(select(_RECORD.c.moved).where(of_merge)).scalar_one()
    work.connection.execute(update(_RECORD).where(of_merge).values(moved=moved | {table.name: ids}))


def _come_back(work: Work, table: Any, event: TicketUnmerged) -> None:
    """With what came since about an article that goes back."""
    theirs: list[ColumnElement[bool]] = [among(table.c.id, "ids")]
    if "article_id" in table.c:
        theirs.append(among(table.c.article_id, "articles"))
    back = update(table).where(table.c.ticket_id == event.main_id, or_(*theirs)).values(ticket_id=event.merged_id)
    ids = event.moved.get(table.name, ())
    work.connection.execute(back, {"ids": ids, "articles": event.article_ids})


def _move(work: Work, table: Any, merged_id: int, main_id: int) -> list[int]:
    moved = update(table).where(table.c.ticket_id == merged_id).values(ticket_id=main_id)
    return sorted(work.connection.execute(moved.returning(table.c.id)).scalars())


def _move_unless_there(work: Work, table: Any, merged_id: int, main_id: int) -> list[int]:
    """What cannot move stays where it is, so that nothing is lost."""
    moving = update(table).where(table.c.ticket_id == merged_id, ~has_the_same(table, main_id))
    moved = moving.values(ticket_id=main_id).returning(recorded_id(table))
    return sorted(work.connection.execute(moved).scalars())


def recorded_id(table: Any) -> ColumnElement[int]:
    """By which a record of a merge names rows of one of these tables."""
    column: ColumnElement[int] = table.c[ONE_OF_EACH[table][0]] if "id" not in table.c else table.c.id
    return column


def has_the_same(table: Any, ticket_id: int) -> ColumnElement[bool]:
    """Whether the ticket has one for the same as a row of the table."""
    other = table.alias("other")
    same = [other.c[name] == table.c[name] for name in ONE_OF_EACH[table]]
    return exists().where(other.c.ticket_id == ticket_id, *same)


def _move_links(work: Work, merged_id: int, main_id: int) -> tuple[list[int], list[dict[str, Any]]]:
    """A link the main ticket has already, from either side, or that would be one with itself, is dropped.

    Ids of those that went over, and those that were dropped.
    """
    known = {_other(row, main_id) for row in _links(work, main_id)}
    moved, dropped = [], []
    for row in _links(work, merged_id):
        kind, other_kind, other_id = _other(row, merged_id)
        one = LINK.c.id == row.id
        if (other_kind, other_id) == ("Ticket", main_id) or (kind, other_kind, other_id) in known:
            work.connection.execute(delete(LINK).where(one))
            dropped.append(row._asdict() | {"create_time": row.create_time.isoformat()})
            continue
        is_source = (row.source_kind, row.source_id) == ("Ticket", merged_id)
        end = {"source_id" if is_source else "target_id": main_id}
        work.connection.execute(update(LINK).where(one).values(end))
        known.add((kind, other_kind, other_id))
        moved.append(row.id)
    return moved, dropped


def _links(work: Work, ticket_id: int) -> Sequence[AnyRow]:
    either = or_(*(and_(kind == "Ticket", end == ticket_id) for kind, end in _ENDS))
    return work.connection.execute(select(LINK).where(either).order_by(LINK.c.id)).all()


def _other(row: Any, ticket_id: int) -> tuple[str, str, int]:
    if (row.source_kind, row.source_id) == ("Ticket", ticket_id):
        return row.kind, row.target_kind, row.target_id
    return row.kind, row.source_kind, row.source_id
