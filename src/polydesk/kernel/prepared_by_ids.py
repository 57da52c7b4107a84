"""A prepared statement for the rows that belong to some ids."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam

from polydesk.kernel.among import among
from polydesk.kernel.prepared import Prepared


class PreparedByIds:
    """Most often there is one id, and taking a list apart costs SQLite as much as finding the row."""

    def __init__(self, statement: Select[Any], column: ColumnElement[int]) -> None:
        self._of_one = Prepared(statement.where(column == bindparam("id")))
        self._of_any = Prepared(statement.where(among(column, "ids")))

    def rows(self, connection: Connection, ids: Collection[int]) -> Sequence[Any]:
        """`ids` are whole numbers of 64 bits."""
        if len(ids) == 1:
            [one] = ids
            return self._of_one.rows(connection, id=one)
        return self._of_any.rows(connection, ids=ids)
