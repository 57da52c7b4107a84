"""`column among :ids` with one bound parameter for any number of ids.

An IN with one parameter per id is another statement for each length, compiled anew, and limited in its length by the
database. This one is compiled once.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Boolean, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import TypeDecorator


class Ids(TypeDecorator[Collection[int]]):
    """Whole numbers: an array on PostgreSQL, JSON text on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(ARRAY(BigInteger) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        numbers = value or ()
        return list(numbers) if dialect.name == "postgresql" else f"[{','.join(map(str, numbers))}]"


class among(ColumnElement[bool]):  # noqa: N801  reads like the SQL it stands for
    """Whether `column` is one of the whole numbers of the parameter `name`."""

    inherit_cache = True
    type = Boolean()
    _is_implicitly_boolean = True
    """Without it SQLAlchemy writes `(… IN …) = 1` on SQLite, and no index is used."""
    _traverse_internals = [
        ("column", InternalTraversal.dp_clauseelement),
        ("ids", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: Any, name: str) -> None:
        self.column = column
        self.ids: BindParameter[Collection[int]] = bindparam(name, type_=Ids())


@compiles(among, "sqlite")
def _on_sqlite(element: among, compiler: Any, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in (element.column, element.ids))
    return f"{column} IN (SELECT value FROM json_each({ids}))"  # noqa: S608  compiled parts, no data


@compiles(among, "postgresql")
def _on_postgresql(element: among, compiler: Any, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in (element.column, element.ids))
    return f"{column} = ANY ({ids})"
