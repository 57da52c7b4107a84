"""What went over with a merge comes back: just that, as far as it is still where merges have brought it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from polydesk.desk.tickets.merge_models import MergeRecord
from polydesk.desk.tickets.merge_rows import (
    DRAFT,
    LINK,
    MESSAGE_ID,
    ONE_OF_EACH,
    TIME,
    has_the_same,
    recorded_id,
)
from polydesk.desk.tickets.merged_into import MOST_MERGES
from polydesk.desk.tickets.models import Article, History
from polydesk.kernel.among import among
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look, Work

_RECORD: Any = MergeRecord.__table__
_ARTICLE: Any = Article.__table__
_HISTORY: Any = History.__table__
Records = Sequence[AnyRow]
"""Of a merge, and of those that brought everything further, one after the other."""


def records_of(look: Look, ticket_id: int) -> Records:
    """None for a ticket that was merged before there were records, or on another desk."""
    found: list[AnyRow] = []
    for _ in range(MOST_MERGES):
        of = found[-1].main_id if found else ticket_id
        row = look.connection.execute(select(_RECORD).where(_RECORD.c.merged_id == of)).first()
        if row is None:
            break
        found.append(row)
    return found


def move_back(work: Work, ticket_id: int, main_id: int, records: Records) -> tuple[int, ...]:
    """The ids of the articles that went back."""
    holders = {main_id, *(one.main_id for one in records)}
    articles = _articles_back(work, ticket_id, holders, records)
    for table in (MESSAGE_ID, TIME):
        ids = records[0].moved[table.name] if records else ()
        theirs = or_(among(table.c.id, "ids"), among(table.c.article_id, "articles"))
        rows = update(table).where(table.c.ticket_id.in_(holders), theirs).values(ticket_id=ticket_id)
        work.connection.execute(rows, {"ids": ids, "articles": articles})
    if records:
        for table in ONE_OF_EACH:
            _people_back(work, table, ticket_id, records)
        _links_back(work, ticket_id, records)
        _forget(work, records)
    return articles


def _articles_back(work: Work, ticket_id: int, holders: Collection[int], records: Records) -> tuple[int, ...]:
    """Without a record by the ticket's history, which names the articles it had."""
    told = select(_HISTORY.c.article_id).where(_HISTORY.c.ticket_id == ticket_id, _HISTORY.c.article_id.is_not(None))
    theirs = among(_ARTICLE.c.id, "ids") if records else _ARTICLE.c.id.in_(told)
    moved = update(_ARTICLE).where(_ARTICLE.c.ticket_id.in_(holders), theirs).values(ticket_id=ticket_id)
    ids = {"ids": records[0].moved[_ARTICLE.name]} if records else {}
    return tuple(sorted(work.connection.execute(moved.returning(_ARTICLE.c.id), ids).scalars()))


def _people_back(work: Work, table: Any, ticket_id: int, records: Records) -> None:
    """Who was left behind on the way comes from there. What somebody began or wrote on since stays where it is."""
    changed = table.c.change_time if table is DRAFT else table.c.create_time
    untouched = changed <= records[0].create_time
    ids = set(records[0].moved.get(table.name, ()))
    for record, following in zip(records, [*records[1:], None], strict=True):
        further = ids & set(following.moved.get(table.name, ())) if following else set()
        here = (table.c.ticket_id == record.main_id, among(recorded_id(table), "ids"), untouched)
        back = update(table).where(*here, ~has_the_same(table, ticket_id)).values(ticket_id=ticket_id)
        work.connection.execute(back, {"ids": sorted(ids - further)})
        ids = further


def _links_back(work: Work, ticket_id: int, records: Records) -> None:
    """Those that went over, also where they were dropped further on; those that were dropped at once."""
    first, *later = records
    ids, holders = first.moved[LINK.name], {one.main_id for one in records}
    went = (among(LINK.c.id, "ids"), LINK.c.create_time <= first.create_time)
    rows = work.connection.execute(delete(LINK).where(*went).returning(LINK), {"ids": ids}).all()
    for row in rows:
        _link(work, row._asdict(), holders, ticket_id)
    for record in later:
        for dropped in record.dropped:
            if dropped["id"] in ids:
                _link(work, _read(dropped), {record.merged_id}, ticket_id)
    for dropped in first.dropped:
        _link(work, _read(dropped), (), ticket_id)


def _read(dropped: dict[str, Any]) -> dict[str, Any]:
    return dropped | {"create_time": datetime.fromisoformat(dropped["create_time"])}


def _link(work: Work, link: dict[str, Any], holders: Collection[int], ticket_id: int) -> None:
    """Once more, from the ticket instead of those that held it; unless there is the same, in either direction."""
    ends = [(link[f"{end}_kind"], link[f"{end}_id"]) for end in ("source", "target")]
    source, target = (
        ("Ticket", ticket_id) if kind == "Ticket" and id_ in holders else (kind, id_) for kind, id_ in ends
    )
    same = or_(_is_between(source, target), _is_between(target, source))
    is_there = select(LINK.c.id).where(LINK.c.kind == link["kind"], same).limit(1)
    if source == target or work.connection.execute(is_there).first():
        return
    row = {name: link[name] for name in ("kind", "create_time", "create_by")}
    row |= {"source_kind": source[0], "source_id": source[1], "target_kind": target[0], "target_id": target[1]}
    work.connection.execute(insert(LINK).values(row))


def _is_between(source: tuple[str, int], target: tuple[str, int]) -> ColumnElement[bool]:
    return and_(
        *(LINK.c.source_kind == source[0], LINK.c.source_id == source[1]),
        *(LINK.c.target_kind == target[0], LINK.c.target_id == target[1]),
    )


def _forget(work: Work, records: Records) -> None:
    """What is back belongs to no merge any more: merges that brought it further do not take it back once more."""
    first, *later = records
    work.connection.execute(delete(_RECORD).where(_RECORD.c.id == first.id))
    for record in later:
        moved = {
            name: [one for one in ids if one not in first.moved.get(name, ())] for name, ids in record.moved.items()
        }
        dropped = [one for one in record.dropped if one["id"] not in first.moved[LINK.name]]
        work.connection.execute(update(_RECORD).where(_RECORD.c.id == record.id).values(moved=moved, dropped=dropped))
