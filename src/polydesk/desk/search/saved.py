"""Searches people keep, for themselves or for everyone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.search.models import SavedSearch
from polydesk.kernel.actors import Actor, AgentActor, CustomerActor
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.work import Look, Work

_TABLE = SavedSearch.metadata.tables["saved_search"]
MOST = 1000
"""Searches one person can keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    name: str
    query: str
    filters: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "TicketSearch"
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """`owner_id` is the owner's id among agents, or among customer users; None if the owner is gone."""

    id: int
    search: Search
    owner_id: int | None
    is_own: bool
    create_time: datetime
    change_time: datetime


def list_saved(look: Look) -> list[Saved]:
    """The actor's own and the public ones, by name. Agents' are public among agents, customers' among customers."""
    return _saved(look, or_(_is_own(look.actor), _is_public(look.actor)))


def find_saved(look: Look, search_id: int, *, own: bool = False) -> Saved:
    """Raises NotFound for none, or one of somebody else that is not public, or any of somebody else if `own`."""
    mine = _is_own(look.actor)
    if not 0 < search_id < 2**63:
        raise NotFound("saved_search", id=search_id)
    found = _saved(look, and_(_TABLE.c.id == search_id, mine if own else or_(mine, _is_public(look.actor))))
    if not found:
        raise NotFound("saved_search", id=search_id)
    return found[0]


def save_search(work: Work, search: Search) -> int:
    """Its id. One of the same name and owner is replaced. Raises Invalid for one too many."""
    kind, subject = _subject(work.actor)
    others = select(func.count()).where(_is_own(work.actor), _TABLE.c.name != search.name)
    if work.connection.execute(others).scalar_one() >= MOST:
        raise Invalid("saved_search.too_many")
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    values = {**_values(search), "change_time": work.now}
    row = insert(_TABLE).values(**values, name=search.name, subject_kind=kind, subject=subject, create_time=work.now)
    replacing = row.on_conflict_do_update(index_elements=["subject_kind", "subject", "name"], set_=values)
    return int(work.connection.execute(replacing.returning(_TABLE.c.id)).scalar_one())


def delete_saved(work: Work, search_id: int) -> None:
    """Raises NotFound if there is none, or it is somebody else's."""
    found = find_saved(work, search_id, own=True)
    work.connection.execute(delete(_TABLE).where(_TABLE.c.id == found.id))


def _values(search: Search) -> dict[str, Any]:
    return {
        "query": search.query,
        "filters": json.dumps(dict(search.filters)),
        "kind": search.kind,
        "is_public": int(search.is_public),
    }


def _saved(look: Look, condition: ColumnElement[bool]) -> list[Saved]:
    kind, subject = _subject(look.actor)
    person = select(CustomerUser.id).where(func.lower(CustomerUser.login) == func.lower(_TABLE.c.subject))
    rows = select(_TABLE, person.scalar_subquery().label("customer_user")).where(condition)
    return [
        Saved(
            row.id,
            Search(
                name=row.name,
                query=row.query,
                filters=json.loads(row.filters or "{}"),
                kind=row.kind,
                is_public=bool(row.is_public),
            ),
            _owner_id(look, row),
            (row.subject_kind, row.subject) == (kind, subject),
            row.create_time,
            row.change_time,
        )
        for row in look.connection.execute(rows.order_by(_TABLE.c.name, _TABLE.c.id))
    ]


def _owner_id(look: Look, row: Any) -> int | None:
    if row.subject_kind == "agent":
        agent = look.config(Directory).agents.named(row.subject)
        return agent.id if agent else None
    found: int | None = row.customer_user
    return found


def _is_own(actor: Actor) -> ColumnElement[bool]:
    kind, subject = _subject(actor)
    return and_(_TABLE.c.subject_kind == kind, _TABLE.c.subject == subject)


def _is_public(actor: Actor) -> ColumnElement[bool]:
    return and_(_TABLE.c.is_public == 1, _TABLE.c.subject_kind == _subject(actor)[0])


def _subject(actor: Actor) -> tuple[str, str]:
    assert isinstance(actor, AgentActor | CustomerActor)  # nobody else keeps searches
    return "agent" if isinstance(actor, AgentActor) else "customer", actor.login
