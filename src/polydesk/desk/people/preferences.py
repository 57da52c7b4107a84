"""What somebody prefers, by name, as texts whose meaning is the business of who keeps them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.people.models import Preference
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.work import Look, Work

_TABLE = Preference.metadata.tables["preference"]
Person = AgentActor | CustomerActor


def read_preferences(look: Look, person: Person, *, prefix: str) -> dict[str, str]:
    """Those whose names begin with this, by the rest of the name."""
    names = _TABLE.c.name.startswith(prefix, autoescape=True)
    rows = select(_TABLE.c.name, _TABLE.c.value).where(names, *_of(person)).order_by(_TABLE.c.id)
    return {row.name.removeprefix(prefix): row.value for row in look.connection.execute(rows)}


def set_preferences(work: Work, person: Person, values: Mapping[str, str | None], *, prefix: str) -> None:
    """None takes one away; what is not named stays."""
    gone = [prefix + name for name, value in values.items() if value is None]
    if gone:
        work.connection.execute(delete(_TABLE).where(_TABLE.c.name.in_(gone), *_of(person)))
    kept = [{"name": prefix + name, "value": value} for name, value in values.items() if value is not None]
    if kept:
        work.connection.execute(_upsert(work, person), kept)


def _upsert(work: Work, person: Person) -> Any:
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    row = insert(_TABLE).values(subject_kind=_kind(person), subject=person.login)
    key = ("subject_kind", "subject", "name")
    return row.on_conflict_do_update(index_elements=key, set_={"value": row.excluded.value})


def _of(person: Person) -> tuple[Any, ...]:
    return _TABLE.c.subject_kind == _kind(person), _TABLE.c.subject == person.login


def _kind(person: Person) -> str:
    return "agent" if isinstance(person, AgentActor) else "customer"
