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
    Table,
    Text,
    TextClause,
    UnaryExpression,
    and_,
    any_,
    bindparam,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    text,
)
from sqlalchemy import column as sql_column
from sqlalchemy.sql.operators import custom_op

from polydesk.desk.search.conditions import All, Condition, Not
from polydesk.desk.search.patterns import Pattern
from polydesk.desk.search.tables import ARTICLES, TITLES
from polydesk.kernel.work import Look

FEW = 200
"""Databases take a bounded number of parameters; longer lists are sent as one."""


def aside(look: Look, column: ColumnElement[Anything]) -> ColumnElement[Anything]:
    """The column, written so that SQLite does not enter by its index: one that grows less has the rows as well."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type) if look.is_sqlite else column


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
        # SQLite 3.40 crashes when the trigram index gets a pattern it cannot use beside one it can: keep those away.
        compared = column if pattern.is_indexable else column.op("||")(literal_column("''"))
        return compared.op("GLOB", is_comparison=True)(pattern.glob)
    return column.like(pattern.like, escape="\\")


def holds(look: Look, column: ColumnElement[Anything], condition: Condition) -> ColumnElement[bool]:
    if isinstance(condition, Pattern):
        return matches(look, column, condition)
    if isinstance(condition, Not):
        return not_(holds(look, column, condition.part))
    parts = [holds(look, column, part) for part in condition.parts]
    return and_(*parts) if isinstance(condition, All) else or_(*parts)


def ids_matching(
    look: Look, column: Column[Anything], patterns: Sequence[Pattern], *, visible_only: bool = False
) -> Select[int]:
    """The rowids in an index table where the column is like one of the patterns, some perhaps repeatedly."""
    table = column.table
    assert isinstance(table, Table)
    if len(patterns) == 1 or not look.is_sqlite:
        rows = select(table.c.rowid).where(or_(*(matches(look, column, one) for one in patterns)))
        return rows.where(table.c.visible == 1) if visible_only else rows
    rows = _ids_by_pattern(table, column, patterns)
    return rows.where(sql_column("visible") == 1) if visible_only else rows


_BY_PATTERN: dict[Table, tuple[ColumnElement[int], TextClause]] = {
    ARTICLES: (literal_column("fts_article.rowid"), text("json_each(:listed) AS pattern CROSS JOIN fts_article")),
    TITLES: (
        literal_column("fts_ticket_title.rowid"),
        text("json_each(:listed) AS pattern CROSS JOIN fts_ticket_title"),
    ),
}


def _ids_by_pattern(table: Table, column: Column[Anything], patterns: Sequence[Pattern]) -> Select[int]:
    """SQLite uses a trigram index for one pattern at a time, and of its own accord it would not start with those."""
    listed = json.dumps([one.glob for one in patterns])
    rowid, tables = _BY_PATTERN[table]
    rows: Select[int] = select(rowid).select_from(tables.bindparams(bindparam("listed", listed, unique=True)))
    return rows.where(sql_column(column.name).op("GLOB", is_comparison=True)(literal_column("pattern.value")))
