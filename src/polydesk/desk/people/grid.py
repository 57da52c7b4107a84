"""Who has which right in a group, and who has a role, as a table: a part of it is read, and saved, at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, insert, or_, select

from polydesk.desk.audit.record import audit
from polydesk.desk.columns import VALID
from polydesk.desk.people import customer_groups
from polydesk.desk.people.account_models import CustomerRight
from polydesk.desk.people.models import (
    RIGHTS,
    Agent,
    AgentRight,
    CustomerCompany,
    CustomerUser,
    Group,
    Role,
    RoleAgent,
    RoleRight,
)
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from polydesk.kernel.holding import holds_text
from polydesk.kernel.work import Look, Work

HAS = "has"
"""What stands for having a role, which is no right."""
_TABLES = Agent.metadata.tables


@dataclass(frozen=True)
class Relation:
    """`holders` have something in a `target`, which the rows of `table` say; `key` is what a holder is known by.

    `owner_key` is what of a holder stands in the column `owner`, and `fixed` in each row.
    """

    holder: str
    holders: Table
    key: str
    labels: tuple[str, ...]
    target: type[Any]
    table: Table
    owner: str
    target_column: str
    rights: tuple[str, ...]
    owner_key: str = "id"
    fixed: Mapping[str, str] = field(default_factory=dict)

    def rows_in(self, target_id: int) -> ColumnElement[bool]:
        fixed = (self.table.c[name] == value for name, value in self.fixed.items())
        return and_(self.table.c[self.target_column] == target_id, *fixed)

    def own(self) -> ColumnElement[bool]:
        return self.table.c[self.owner] == self.holders.c[self.owner_key]


def _in_groups(holder: str, model: type[Any], key: str, labels: tuple[str, ...], rights: type[Any]) -> Relation:
    holders, table = _TABLES[model.__tablename__], _TABLES[rights.__tablename__]
    return Relation(holder, holders, key, labels, Group, table, f"{holder}_id", "group_id", RIGHTS)


def _of_customers(holder: str, model: type[Any], key: str, labels: tuple[str, ...], kind: str) -> Relation:
    holders, table = _TABLES[model.__tablename__], _TABLES[CustomerRight.__tablename__]
    rights, fixed = customer_groups.RIGHTS, {"kind": kind}
    return Relation(holder, holders, key, labels, Group, table, "subject", "group_id", rights, key, fixed)


_NAME = ("first_name", "last_name")
AGENTS = _in_groups("agent", Agent, "login", _NAME, AgentRight)
ROLES = _in_groups("role", Role, "name", (), RoleRight)
CUSTOMER_USERS = _of_customers("customer_user", CustomerUser, "login", _NAME, customer_groups.USER)
COMPANIES = _of_customers("company", CustomerCompany, "customer_id", ("name",), customer_groups.COMPANY)
MEMBERS = Relation(
    "agent", _TABLES["agent"], "login", _NAME, Role, _TABLES[RoleAgent.__tablename__], "agent_id", "role_id", (HAS,)
)


@dataclass(frozen=True, slots=True)
class GridRow:
    id: int
    name: str
    label: str
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    target: str
    rows: Sequence[GridRow]
    total: int


@dataclass(frozen=True, slots=True)
class Change:
    """Of one holder: what was `seen`, and what shall be."""

    seen: Collection[str]
    wanted: Collection[str]


def list_grid(
    look: Look, relation: Relation, target_id: int, *, text: str = "", only: bool = False, offset: int, limit: int
) -> Grid:
    """Valid holders by name, `only` those who have something. Raises NotFound."""
    holders = relation.holders.c
    shown = [holders[name] for name in (relation.key, *relation.labels)]
    rows = select(holders.id, *shown, holders[relation.owner_key].label("owner"), func.count().over().label("total"))
    rows = rows.where(holders.valid == VALID)
    if text:
        rows = rows.where(or_(*(holds_text(look, column, text) for column in shown)))
    if only:
        rows = rows.where(exists().where(relation.rows_in(target_id), relation.own()))
    name = _name_of(look, relation, target_id)
    page = rows.order_by(func.lower(holders[relation.key]), holders.id).offset(offset).limit(limit)
    found = look.connection.execute(page).all()
    held = _held(look, relation, target_id, [row.owner for row in found])
    listed = [GridRow(row[0], row[1], " ".join(filter(None, row[2:-2])), held.get(row.owner, ())) for row in found]
    return Grid(name, listed, found[0].total if found else 0)


def save_grid(work: Work, relation: Relation, target_id: int, changes: Mapping[int, Change]) -> int:
    """Returns how many holders have something else now.

    Raises NotFound, Invalid for what is no right here, and Conflict if a holder that is changed has not what was seen.
    """
    asked = {one: (_told(relation, change.seen), _told(relation, change.wanted)) for one, change in changes.items()}
    wanted = {one: new for one, (old, new) in asked.items() if old != new}
    name = _name_of(work, relation, target_id)
    columns = (relation.holders.c.id, relation.holders.c[relation.key], relation.holders.c[relation.owner_key])
    known = select(*columns).where(relation.holders.c.id.in_(list(wanted)), relation.holders.c.valid == VALID)
    holders = {row[0]: (row[1], row[2]) for row in work.connection.execute(known)}
    if len(holders) < len(wanted):
        raise NotFound("rights.holder", id=min(wanted.keys() - holders.keys()))
    held = _held(work, relation, target_id, [owner for _name, owner in holders.values()])
    if any(held.get(owner, ()) != asked[one][0] for one, (_name, owner) in holders.items()):
        raise Conflict("configuration.changed_meanwhile", id=target_id)
    if wanted:
        _replace(work, relation, target_id, {holders[one][1]: new for one, new in wanted.items()})
        work.configuration_changed()
    for one, new in wanted.items():
        _audit(work, relation, (target_id, name), holders[one][0], asked[one][0], new)
    return len(wanted)


def _told(relation: Relation, rights: Collection[str]) -> tuple[str, ...]:
    """In their order, and rw alone, for it includes all others. Raises Invalid."""
    if any(one not in relation.rights for one in rights):
        raise Invalid("rights.unknown")
    return ("rw",) if "rw" in rights else tuple(one for one in relation.rights if one in rights)


def _name_of(look: Look, relation: Relation, target_id: int) -> str:
    name = look.connection.execute(select(relation.target.name).where(relation.target.id == target_id)).scalar()
    if name is None:
        raise NotFound(relation.target.__tablename__, id=target_id)
    return str(name)


def _held(look: Look, relation: Relation, target_id: int, owners: Sequence[Any]) -> dict[Any, tuple[str, ...]]:
    """By owner."""
    columns, owner = relation.table.c, relation.table.c[relation.owner]
    shown = (owner, columns.right) if "right" in columns else (owner,)
    held: dict[Any, set[str]] = defaultdict(set)
    for row in look.connection.execute(select(*shown).where(relation.rows_in(target_id), owner.in_(owners))):
        held[row[0]].add(row[1] if len(row) > 1 else HAS)
    return {one: _told(relation, rights) for one, rights in held.items()}


def _replace(work: Work, relation: Relation, target_id: int, rights: Mapping[Any, Sequence[str]]) -> None:
    owner = relation.table.c[relation.owner]
    work.connection.execute(delete(relation.table).where(relation.rows_in(target_id), owner.in_(list(rights))))
    new = [
        {relation.owner: one, relation.target_column: target_id, **relation.fixed}
        | ({"right": right} if "right" in relation.table.c else {})
        for one, held in rights.items()
        for right in held
    ]
    if new:
        work.connection.execute(insert(relation.table), new)


def _audit(
    work: Work, relation: Relation, target: tuple[int, str], holder: str, old: Sequence[str], new: Sequence[str]
) -> None:
    target_id, name = target
    if relation.target is Role:
        told = {"agent": holder, "role": name}
        audit(work, "roles.agent", "roles", target_id, old=told if old else None, new=told if new else None)
        return
    before, after = ({relation.holder: holder, "rights": list(rights)} for rights in (old, new))
    audit(work, "groups.rights", "groups", target_id, old=before, new=after)
