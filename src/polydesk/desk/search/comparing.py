"""Patterns, conditions and long lists of values as SQL. Values are bound parameters, always."""

import json
from collections.abc import Collection, Sequence
from typing import Any as Anything

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Select,
    Text,
    and_,
    any_,
    func,
    literal,
    not_,
    or_,
    select,
)

from polydesk.desk.search.conditions import All, Condition, Not
from polydesk.desk.search.patterns import Pattern
from polydesk.kernel.work import Look

FEW = 200
"""Databases take a bounded number of parameters; longer lists are sent as one."""


def among(
    look: Look, column: ColumnElement[Anything], values: Collection[int] | Collection[str]
) -> ColumnElement[bool]:
    """Whether the column has one of the values."""
    listed: list[Anything] = sorted(values)
    if len(listed) <= FEW:
        return column.in_(listed)
    if look.is_sqlite:
        return column.in_(select(func.json_each(json.dumps(listed)).table_valued("value").c.value))
    kind = Text() if isinstance(listed[0], str) else BigInteger()
    return column == any_(literal(listed, ARRAY(kind)))


def matches(look: Look, column: ColumnElement[Anything], pattern: Pattern) -> ColumnElement[bool]:
    """Whether the case-folded column is like the pattern."""
    if look.is_sqlite:
        return column.op("GLOB", is_comparison=True)(pattern.glob)
    return column.like(pattern.like, escape="\\")


def holds(look: Look, column: ColumnElement[Anything], condition: Condition) -> ColumnElement[bool]:
    if isinstance(condition, Pattern):
        return matches(look, column, condition)
    if isinstance(condition, Not):
        return not_(holds(look, column, condition.part))
    parts = [holds(look, column, part) for part in condition.parts]
    return and_(*parts) if isinstance(condition, All) else or_(*parts)


def ids_matching(look: Look, column: Column[Anything], patterns: Sequence[Pattern]) -> Select[int]:
    """The rowids in an index table where the column is like one of the patterns, some perhaps repeatedly.

    SQLite uses a trigram index for one pattern at a time, not for patterns joined by OR.
    """
    table = column.table
    assert table is not None
    rows = select(table.c.rowid)
    if len(patterns) == 1 or not look.is_sqlite:
        return rows.where(or_(*(matches(look, column, one) for one in patterns)))
    listed = func.json_each(json.dumps([one.glob for one in patterns])).table_valued("value", name="pattern")
    return rows.select_from(listed.join(table, column.op("GLOB", is_comparison=True)(listed.c.value)))
